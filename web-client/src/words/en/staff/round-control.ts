import type { RoundKind, RoundPurpose, Scale, TrueStanding } from '$protocol';
import { plurals } from '../../plural.ts';

const plural = plurals('en-GB');

const kinds: Record<RoundKind, { name: string; hint: string }> = {
  in_turn: { name: 'In turn', hint: 'One after the other, in an order all can see' },
  all_at_once: { name: 'All at once', hint: 'Everybody writes, then all is shown' },
  quiet: { name: 'Quiet', hint: 'Answers go to facilitators only' },
};

const purposes: Record<RoundPurpose, string> = {
  check_in: 'Check-in',
  check_out: 'Check-out',
  other: 'Another round',
};

const scales: Record<Scale, { name: string; hint: string }> = {
  one_word: { name: 'A word', hint: 'One word' },
  one_to_five: { name: '1 to 5', hint: 'From low to high' },
  weather: { name: 'Weather', hint: 'From storm to sun' },
  battery: { name: 'Battery', hint: 'From empty to full' },
  free_text: { name: 'Free text', hint: 'As much as they like' },
};

const standings: Record<TrueStanding | 'done', string> = {
  waiting: 'Not yet',
  later: 'Comes back later',
  shared: 'Shared',
  private: 'For facilitators only',
  passed: 'Passed',
  done: 'Done',
};

const prompts: Record<RoundPurpose, readonly string[]> = {
  check_in: [
    'How are you arriving today?',
    'One word for how you are right now.',
    'What would help you to be here today?',
    'If your energy were weather, what would it be?',
  ],
  check_out: [
    'How are you leaving today?',
    'One word to take with you.',
    'What will you do to look after yourself this evening?',
    'What is one thing that you will keep from today?',
  ],
  other: [
    'What is on your mind about this topic?',
    'What is one question that you have now?',
    'Is the pace right for you?',
  ],
};

/** Words of starting and running rounds. */
export const roundControl = {
  title: 'Rounds',
  startTitle: 'Start a round',
  another: 'Start another round',
  purpose: 'What is it for?',
  purposes,
  kind: 'How?',
  kinds,
  prompt: 'Question',
  promptNeeded: 'Please write a question or choose one below.',
  suggestions: 'Suggested questions',
  prompts,
  scale: 'Answer with',
  scales,
  time: 'Suggested time',
  timeHint: 'It is shown and never enforced.',
  times: { none: 'None', '30': '30 s', '60': '1 min', '120': '2 min', '180': '3 min' },
  start: 'Start the round',
  running: 'Round in progress',
  revealed: 'Shown to all; answering is still possible',
  ended: 'Round ended',
  turnOf: (name: string) => `${name}’s turn`,
  turnAway: 'Not here at the moment',
  nobodysTurn: 'Everybody has had their turn.',
  speakingFor: 'for',
  suggested: (seconds: number) => `suggested ${seconds} s`,
  through: (n: number, all: number) => `${n} of ${all} are through`,
  next: 'Next person',
  putLater: 'Later',
  reveal: 'Show all answers',
  revealAsk:
    'Everybody sees what was shared with the group. Private answers stay private. This cannot be taken back.',
  end: 'End the round',
  endAsk: (n: number) =>
    n === 0
      ? 'Everybody is through.'
      : plural(n, {
          one: '1 person has not answered or passed yet, and can no longer do so in this round.',
          other: (n) => `${n} people have not answered or passed yet, and can no longer do so in this round.`,
        }),
  standings,
  onlyFacilitators: 'Only facilitators see this',
  value: (n: number) => `${n} of 5`,
  optedOut: (names: string) => `No rounds today for ${names}.`,
  checkOutMissing: 'Has not checked out',
  checkOutAll: 'Everybody has checked out.',
  checkOutNotBegun: 'No check-out has been started yet.',
};
