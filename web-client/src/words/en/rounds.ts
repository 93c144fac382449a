import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** Words of check-in, check-out and other rounds. */
export const rounds = {
  purposes: { check_in: 'Check-in', check_out: 'Check-out', other: 'Round' },
  kinds: {
    in_turn: 'One after the other, in the order below.',
    all_at_once: 'Everybody writes. Answers are shown to all at the same time.',
    quiet: 'Quiet: answers go to the facilitators only.',
  },
  suggested: (length: string) => `About ${length} each. Nobody will cut you off.`,

  yourTurn: 'It is your turn',
  yourTurnHint: 'Take your time. You can also pass, and nobody will ask why.',
  turnOf: (name: string) => `It is ${name}’s turn`,
  nobodysTurn: 'Everybody has had a turn.',
  nextUp: 'You are next.',
  before: (n: number) => plural(n, { one: '1 person before you.', other: (n) => `${n} people before you.` }),
  prepare: 'You can write already. It stays with you until it is your turn.',
  notInRound: 'You are not in this round. You can read along.',
  writeNow: 'Write whenever you are ready.',
  ended: 'This round has ended.',
  revealed: 'The answers are shown below. You can still add yours.',
  waitingForReveal: 'Your answer is in. It is shown when everybody’s answers are.',
  quietDone: 'Your answer is with the facilitators.',

  // The scales
  scaleLegend: 'Choose one',
  steps: {
    one_to_five: ['1, very low', '2, low', '3, in the middle', '4, good', '5, very good'],
    weather: ['Stormy', 'Rainy', 'Cloudy', 'Fair', 'Sunny'],
    battery: ['Empty', 'Low', 'Half', 'Good', 'Full'],
  },
  oneWord: 'One word, or a few',
  freeText: 'Your answer',
  addWords: 'Anything you want to add',

  // Who reads it
  audience: 'Who can read your answer?',
  group: 'Everyone here',
  facilitators: 'Facilitators only',
  asPass: 'To everyone else it looks the same as a pass.',

  answer: 'Answer',
  changeIt: 'Change my answer',
  saveChange: 'Save',
  pass: 'Pass',
  later: 'Come back to me',
  needAnswer: 'Choose or write something first, or pass.',
  youPassed: 'You passed. That is fine.',
  youLater: 'We will come back to you.',
  yourAnswer: 'Your answer',
  answerAnyway: 'I would like to answer after all',

  optOut: 'No rounds for me today',
  optOutHint: 'You will not be asked in any round today. You can change this at any time.',
  optedOut: 'You are not taking part in rounds today.',
  optIn: 'Take part in rounds again',

  order: 'Order',
  asked: 'Who has answered',
  answers: 'Answers',
  standings: {
    waiting: 'to come',
    later: 'later',
    shared: 'answered',
    passed: 'passed',
    done: 'done',
  },
  turnNow: 'now',
  doneCount: (done: number, all: number) => `${done} of ${all} done`,
};
