import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** Words of the plan of all remaining breakout rounds, for organisers and facilitators. */
export const roundsPlan = {
  title: 'Breakout rounds of all sessions',
  intro:
    'All remaining sessions planned at once, so that the fewest people meet again. Each session then offers its round, adapted to who is there.',
  size: 'People in a room',
  each: 'Rounds in each session',
  plan: 'Plan all remaining sessions',
  again: 'Plan anew',
  keep: 'Keep this plan',
  kept: 'The plan is kept. It is there when rooms are prepared.',
  drop: 'Put the plan away',
  dropped: 'The plan is put away.',
  keptTitle: 'The plan that is kept',
  shownTitle: 'A plan to look at',
  round: (n: number) => `Round ${n}`,
  repeats: (n: number) =>
    n === 0
      ? 'Nobody meets anybody twice.'
      : plural(n, { one: '1 pair meets again.', other: (n) => `${n} pairs meet again.` }),
  roundRepeats: (n: number) =>
    n === 0 ? 'no repeats' : plural(n, { one: '1 pair meets again', other: (n) => `${n} pairs meet again` }),
};
