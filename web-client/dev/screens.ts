// Moments of a day as one trainee, Bo, sees them.
import type { Channel, Entry, PersonEntry } from '$protocol';
import { day, type Feed, me, message, MORNING, person, round } from './feed.ts';

const MINUTE = 60_000;
const names: [string, string, Partial<PersonEntry>?][] = [
  ['asha', 'Asha Patel', { pronouns: 'she/her' }],
  ['bo', 'Bo Larsen', { pronouns: 'they/them' }],
  ['chen', 'Chen', { presence: 'chat_only' }],
  ['dele', 'Dele Okafor', { link: 'reconnecting' }],
  ['ela', 'Ela', { presence: 'stepped_away', until: MORNING + 10 * MINUTE }],
  ['finn', 'Finn O’Brien'],
  ['gwen', 'Gwen', { link: 'not_arrived' }],
  ['mia', 'Mia Hughes', { role: 'facilitator', pronouns: 'she/her' }],
  ['noor', 'Noor', { role: 'facilitator' }],
  ['sam', 'Sam', { role: 'support' }],
];

export function fill(feed: Feed): void {
  for (const [id, name, more] of names) feed.show('group', `person/${id}`, person(id, name, more));
  feed.show('person:bo', 'me', me('bo', 'Bo Larsen', { buddies: ['asha'] }));
  feed.show('group', 'session', day({ callLink: 'https://call.example.org/group', startedAt: MORNING }));
  feed.show('group', 'agenda', agenda('check-in'));
  feed.show('group', 'chat_rules', { t: 'chat_rules', held: false, paused: false, slowSeconds: 0 });
  talk(feed);
}

const agenda = (current?: string): Entry => ({
  t: 'agenda',
  items: [
    { id: 'arrive', title: 'Arrival and tea', minutes: 15, note: '' },
    {
      id: 'check-in',
      title: 'Check-in',
      minutes: 20,
      note: 'One word on how you are arriving. You can always pass.',
    },
    {
      id: 'topic',
      title: 'Listening without fixing',
      minutes: 45,
      note: 'We talk about times when somebody listened well. There is a short story about loss in the middle.',
    },
    { id: 'break', title: 'Break', minutes: 15, note: '' },
    { id: 'pairs', title: 'Practice in pairs', minutes: 30, note: 'With your buddy.' },
    { id: 'out', title: 'Check-out', minutes: 15, note: '' },
  ],
  ...(current ? { current, currentEndsAt: MORNING + 20 * MINUTE } : {}),
});

function talk(feed: Feed): void {
  const say = (id: string, author: string, words: string, after: number, more = {}) =>
    feed.show(
      'group',
      `message/${id}`,
      message(id, author, words, { at: MORNING - 10 * MINUTE + after * 1000, ...more }),
    );
  say('1', 'mia', 'Good morning everyone. Make yourselves a cup of tea, we start at ten.', 0, {
    pinned: true,
  });
  say('2', 'chen', 'Morning! I am by chat only today, the baby is asleep.', 40, {
    reactions: [
      { sign: '❤️', people: ['asha', 'mia', 'bo'] },
      { sign: '😊', people: ['finn'] },
    ],
  });
  say('3', 'asha', 'Hello from a very rainy Cardiff', 90);
  say(
    '4',
    'asha',
    'Here is the reading from last time, if somebody missed it: https://example.org/reading/listening-well-part-two.pdf',
    100,
  );
  say('5', 'bo', 'Thank you Asha, I had lost it', 160, { replyTo: '4' });
  say('6', 'finn', '', 200, { state: 'withdrawn' });
  feed.show(
    'person:bo',
    'message/7',
    message('7', 'bo', 'Can we talk about last week?', { at: MORNING - 2 * MINUTE, state: 'held' }),
  );
  say('8', 'dele', 'Sorry, my wifi comes and goes', 520);
}

function rooms(feed: Feed, state: 'announced' | 'open' | 'closing', confidential = false): void {
  feed.show('group', 'agenda', agenda('pairs'));
  feed.show('group', 'breakout', {
    t: 'breakout',
    id: 'b',
    kind: 'buddies',
    state,
    confidential,
    prompt: 'Tell each other about a time when somebody really listened to you. What did they do?',
    opensAt: MORNING + 45_000,
    endsAt: MORNING + 14 * MINUTE + 20_000,
    ...(state === 'closing' ? { closesAt: MORNING + 50_000 } : {}),
  });
  feed.show('group', 'room/fern', {
    t: 'room',
    id: 'fern',
    name: 'Fern',
    people: ['asha', 'bo', 'chen'],
    lead: 'asha',
  });
  if (state === 'announced') return;
  feed.show('room:fern', 'inside/fern', {
    t: 'inside',
    id: 'fern',
    prompt: '',
    callLink: 'https://call.example.org/fern',
    watch: 'drop_in',
    visitors: confidential ? [] : ['mia'],
    shareBack: '',
    done: ['asha'],
  });
  const channel: Channel = { t: 'room', room: 'fern' };
  feed.show('talk:fern:1', 'message/r1', message('r1', 'asha', 'Shall I begin?', { channel, at: MORNING }));
  feed.show('room:fern', 'notice/1', {
    t: 'notice',
    id: '1',
    kind: 'visit',
    at: MORNING,
    by: 'mia',
    words: 'Mia has come into the room.',
    rooms: ['fern'],
  });
}

const live = (feed: Feed) => feed.show('group', 'agenda', agenda('topic'));

export const screens = {
  scheduled: (feed: Feed) => {
    feed.show(
      'group',
      'session',
      day({ phase: 'scheduled', opensAt: MORNING + 25 * MINUTE, startsAt: MORNING + 40 * MINUTE }),
    );
    feed.show('group', 'agenda', agenda());
  },
  arrival: (feed: Feed) => {
    feed.show(
      'group',
      'session',
      day({
        phase: 'arrival',
        startsAt: MORNING + 9 * MINUTE + 30_000,
        callLink: 'https://call.example.org/group',
      }),
    );
    feed.show('group', 'agenda', agenda());
  },
  round: (feed: Feed) =>
    feed.show(
      'group',
      'round',
      round({
        order: ['asha', 'bo', 'chen', 'dele', 'finn'],
        standings: { asha: 'shared', bo: 'waiting', chen: 'waiting', dele: 'later', finn: 'passed' },
        suggestedSeconds: 60,
      }),
    ),
  weather: (feed: Feed) =>
    feed.show(
      'group',
      'round',
      round({
        kind: 'all_at_once',
        scale: 'weather',
        turn: undefined,
        prompt: 'What is your weather this morning?',
        order: ['asha', 'bo', 'chen', 'dele', 'finn'],
        standings: { asha: 'done', bo: 'waiting', chen: 'done', dele: 'waiting', finn: 'waiting' },
      }),
    ),
  battery: (feed: Feed) => {
    feed.show(
      'group',
      'round',
      round({
        purpose: 'check_out',
        kind: 'all_at_once',
        scale: 'battery',
        state: 'revealed',
        turn: undefined,
        prompt: 'How full is your battery now?',
        order: ['asha', 'bo', 'chen'],
        standings: { asha: 'shared', bo: 'shared', chen: 'passed' },
      }),
    );
    feed.show('group', 'answer/round/asha', {
      t: 'answer',
      round: 'round',
      person: 'asha',
      value: 4,
      words: 'Fuller than this morning',
      audience: 'group',
      passed: false,
    });
    feed.show('group', 'answer/round/bo', {
      t: 'answer',
      round: 'round',
      person: 'bo',
      value: 2,
      words: '',
      audience: 'group',
      passed: false,
    });
  },
  ordinary: live,
  announced: (feed: Feed) => rooms(feed, 'announced'),
  room: (feed: Feed) => rooms(feed, 'open'),
  buddies: (feed: Feed) => rooms(feed, 'open', true),
  closing: (feed: Feed) => rooms(feed, 'closing'),
  move: (feed: Feed) => {
    rooms(feed, 'open');
    feed.show('person:bo', 'move', {
      t: 'move',
      to: 'moss',
      toName: 'Moss',
      with: ['finn', 'dele'],
      why: 'Asha has had to leave, and nobody should be alone.',
      at: MORNING + 55_000,
      answer: 'none',
    });
  },
  offer: (feed: Feed) => {
    live(feed);
    feed.show('person:bo', 'offer', { t: 'offer', room: 'fern', roomName: 'Fern', with: ['asha'] });
  },
  hands: (feed: Feed) => {
    live(feed);
    feed.show('group', 'hands', {
      t: 'hands',
      order: 'first_come',
      queue: [
        { person: 'finn', way: 'voice', at: MORNING },
        { person: 'bo', way: 'read_out', at: MORNING },
      ],
    });
    feed.show('person:bo', 'my_flag/f', {
      t: 'my_flag',
      id: 'f',
      kind: 'need_support',
      at: MORNING,
      words: '',
      state: 'claimed',
      claimedBy: 'mia',
      seenBy: ['mia', 'noor'],
    });
    feed.show('group', 'notice/2', {
      t: 'notice',
      id: '2',
      kind: 'broadcast',
      at: MORNING,
      by: 'mia',
      words: 'We take the break ten minutes earlier today, at 10:35.',
      rooms: [],
    });
  },
  late: (feed: Feed) => {
    live(feed);
    feed.show('group', 'session', day({ startedAt: MORNING - 30 * MINUTE }));
  },
  ended: (feed: Feed) => feed.show('group', 'session', day({ phase: 'ended' })),
};

export type ScreenName = keyof typeof screens;
