// Changes to the rooms of a plan, each a plain function: rooms in, rooms out. Nothing is changed in place, so a change
// can be made again on a newer version of the plan.
import type { PersonId, PlannedRoom, RoomId } from '$protocol';

export type Rooms = readonly PlannedRoom[];
export type PlanChange = (rooms: Rooms) => PlannedRoom[];

/** To a room, or out of all rooms when there is none. A lead who moves leads no longer. */
export function movePerson(person: PersonId, to: RoomId | undefined): PlanChange {
  return (rooms) => {
    if (to !== undefined && !rooms.some(({ id }) => id === to)) return [...rooms];
    return rooms.map((room) => {
      const stays = room.people.includes(person) && room.id === to;
      if (stays) return room;
      const others = room.people.filter((id) => id !== person);
      const { lead, ...rest } = room;
      const leads = lead !== undefined && lead !== person;
      return {
        ...rest,
        ...(leads && { lead }),
        people: room.id === to ? [...others, person] : others,
      };
    });
  };
}

export function setLead(room: RoomId, person: PersonId | undefined): PlanChange {
  return change(room, (old) => (person ? { ...old, lead: person } : without(old, 'lead')));
}

export function rename(room: RoomId, name: string): PlanChange {
  return change(room, (old) => ({ ...old, name }));
}

/** An empty prompt takes it away: the room then has that of the plan. */
export function setPrompt(room: RoomId, prompt: string): PlanChange {
  return change(room, (old) => (prompt ? { ...old, prompt } : without(old, 'prompt')));
}

/** An empty link takes it away. */
export function setCallLink(room: RoomId, url: string): PlanChange {
  return change(room, (old) => (url ? { ...old, callLink: url } : without(old, 'callLink')));
}

export function addRoom(id: RoomId, name: string): PlanChange {
  return (rooms) => [...rooms, { id, name, people: [] }];
}

/** The people in it wait to be placed again. */
export function removeRoom(room: RoomId): PlanChange {
  return (rooms) => rooms.filter(({ id }) => id !== room);
}

function change(room: RoomId, how: (room: PlannedRoom) => PlannedRoom): PlanChange {
  return (rooms) => rooms.map((old) => (old.id === room ? how(old) : old));
}

function without(room: PlannedRoom, key: 'lead' | 'callLink' | 'prompt'): PlannedRoom {
  return Object.fromEntries(Object.entries(room).filter(([name]) => name !== key)) as PlannedRoom;
}
