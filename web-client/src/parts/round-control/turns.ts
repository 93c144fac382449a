// A round as facilitators see it: the order, where each person really stands, and what was answered, side by side.
// Private answers stand among the others here and nowhere else; the row says so.
import type { AnswerEntry, Concern, PersonId, RoundEntry, TrueStanding } from '$protocol';
import { nameOf, personOf, type Desk } from '../desk/desk.ts';

export interface Turn {
  person: PersonId;
  name: string;
  /** It is this person's turn. */
  now: boolean;
  there: boolean;
  standing: TrueStanding | 'done';
  answer?: AnswerEntry;
}

export function turnsOf(desk: Desk, round: RoundEntry): Turn[] {
  const detail = desk.one('round_detail', 'round_detail');
  const truth = detail?.id === round.id ? detail.standings : {};
  return round.order.map((person) => {
    const answer = desk.one('answer', `answer/${round.id}/${person}`);
    const link = personOf(desk, person)?.link;
    return {
      person,
      name: nameOf(desk, person),
      now: round.turn === person,
      there: link === 'live' || link === 'reconnecting',
      standing: truth[person] ?? round.standings[person] ?? 'waiting',
      ...(answer && { answer }),
    };
  });
}

/** Has said something, or has passed: nothing more is awaited. */
export function isThrough(turn: Turn): boolean {
  return turn.standing !== 'waiting' && turn.standing !== 'later';
}

export function progressOf(turns: readonly Turn[]): { through: number; asked: number } {
  return { through: turns.filter(isThrough).length, asked: turns.length };
}

/** Somebody of whom a check-out is missing. */
export type Missing = Pick<Turn, 'person' | 'name' | 'there'>;

/**
 * Trainees of whom a check-out is still awaited, and those who were gone before it began and so were never asked;
 * undefined while none has begun (R7).
 */
export function notCheckedOut(desk: Desk): Missing[] | undefined {
  const round = desk.one('round', 'round');
  if (round?.purpose !== 'check_out') return undefined;
  const gone = desk
    .all('follow_up')
    .filter(({ person, concerns }) => !round.order.includes(person) && concerns.some(isGone))
    .map(({ person }) => ({ person, name: nameOf(desk, person), there: false }));
  return [...turnsOf(desk, round).filter((turn) => !isThrough(turn)), ...gone];
}

const isGone = (concern: Concern): boolean =>
  concern === 'vanished_before_check_out' || concern === 'left_early' || concern === 'not_checked_out';
