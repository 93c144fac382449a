// Ways from one panel of a staff console to another: a queue item leads to the room or the person it is about.
import type { PersonId, RoomId } from '$protocol';
import { getContext, setContext } from 'svelte';

export interface Ways {
  /** Opens the private thread with a person; `tech` is the one that the assistant reads too. */
  write(person: PersonId, channel: 'thread' | 'tech'): void;
  /** Opens the chat of a room. */
  readRoom(room: RoomId): void;
  /** Brings the board of rooms and the suggested moves before the eyes. */
  showRooms(): void;
}

/** Under which the ways lie in the context. */
export const WAYS = Symbol('ways');

export function setWays(ways: Ways): void {
  setContext(WAYS, ways);
}

export function useWays(): Ways {
  return getContext<Ways>(WAYS);
}
