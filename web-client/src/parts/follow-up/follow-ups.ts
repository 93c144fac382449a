// Whom to look after first when the day is over: those nobody has spoken to yet, and among them those with most reasons.
import type { Concern, FollowUpEntry } from '$protocol';
import { nameOf, type Desk } from '../desk/desk.ts';

const WEIGHT: Record<Concern, number> = {
  vanished_before_check_out: 4,
  left_lower: 3,
  left_early: 2,
  not_checked_out: 1,
};

const weightOf = (one: FollowUpEntry): number =>
  one.concerns.reduce((sum, concern) => sum + WEIGHT[concern], 0);

export function inCare(desk: Desk): FollowUpEntry[] {
  return desk.all('follow_up').sort((a, b) => {
    const done = Number(a.doneBy !== undefined) - Number(b.doneBy !== undefined);
    return done || weightOf(b) - weightOf(a) || nameOf(desk, a.person).localeCompare(nameOf(desk, b.person));
  });
}
