// Spans of time as people read them on a staff desk.
import type { At } from '$protocol';
import { words } from '$words';
import { figures } from '../countdown/countdown.svelte.ts';

const MINUTE_MS = 60_000;

/** "1:05" from 65 seconds; hours only when there are any. */
export function span(ms: number): string {
  return figures(Math.max(0, Math.floor(ms / 1_000)));
}

/** "3 min ago". */
export function ago(now: At, at: At): string {
  const { ago } = words.staff.group;
  const minutes = Math.floor((now - at) / MINUTE_MS);
  if (minutes < 1) return ago.now;
  return minutes < 60 ? ago.minutes(minutes) : ago.hours(Math.floor(minutes / 60));
}
