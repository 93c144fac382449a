// A busy day for looking at the staff's screens before a server runs: 14 trainees, rooms open, somebody has dropped out.
// Never part of the built product.
import type { Entry, FlagEntry, InsideEntry, MonitorEntry, PersonEntry, Role } from '$protocol';
import { day, Feed, me, message, MORNING, person, sessionOver } from './feed.ts';

export type Scene = 'arrival' | 'round' | 'plan' | 'rooms' | 'ended';
const MINUTE = 60_000;
const NOW = MORNING;

const NAMES = 'Asha Bo Chen Dilys Efa Femi Gwen Hana Idris Jo Kit Lowri Mabon Nia'.split(' ');
const idOf = (name: string) => name.toLowerCase();
const ids = NAMES.map(idOf);

function cast(feed: Feed, scene: Scene): void {
  const more: Record<string, Partial<PersonEntry>> = {
    bo: { presence: 'chat_only' },
    chen: { link: scene === 'rooms' ? 'dropped' : 'live' },
    femi: { presence: 'stepped_away', until: NOW + 8 * MINUTE },
    gwen: { link: 'reconnecting' },
    nia: { link: 'not_arrived' },
  };
  for (const name of NAMES) {
    const id = idOf(name);
    const room = scene === 'rooms' ? roomOf(id) : undefined;
    feed.show('group', `person/${id}`, person(id, name, { ...(room && { room }), ...more[id] }));
    feed.show('staff', `tech/${id}`, {
      t: 'tech',
      person: id,
      linkSince: NOW - 12 * MINUTE,
      losses: id === 'gwen' ? 4 : 0,
      ...(id !== 'nia' && {
        check: {
          roundTripMs: 40 + name.length * 9,
          sound: 'works',
          call: id === 'jo' ? 'does_not_work' : 'works',
        },
      }),
    });
  }
  const staff: [string, string, Role][] = [
    ['ruth', 'Ruth', 'facilitator'],
    ['sam', 'Sam', 'facilitator'],
    ['tom', 'Tom', 'support'],
  ];
  for (const [id, name, role] of staff) feed.show('group', `person/${id}`, person(id, name, { role }));
}

const ROOMS = [ids.slice(0, 3), ids.slice(3, 6), ids.slice(6, 8), ids.slice(8, 10), ids.slice(10, 13)];
const roomOf = (id: string) => {
  const at = ROOMS.findIndex((room) => room.includes(id));
  return at < 0 ? undefined : `room-${at + 1}`;
};

function theDay(feed: Feed, scene: Scene): void {
  const phase = scene === 'arrival' ? 'arrival' : scene === 'ended' ? 'ended' : 'live';
  feed.show(
    'group',
    'session',
    day({ phase, callLink: 'https://call.example/day', ...(phase === 'ended' && { endedAt: NOW }) }),
  );
  const items = [
    { id: 'a', title: 'Check-in', minutes: 20, note: '' },
    { id: 'b', title: 'Listening without fixing', minutes: 45, note: 'We talk about being interrupted.' },
    { id: 'c', title: 'Break', minutes: 15, note: '' },
    { id: 'd', title: 'Check-out', minutes: 20, note: '' },
  ];
  const running = phase === 'live' && { current: 'b', currentEndsAt: NOW + 11 * MINUTE };
  feed.show('group', 'agenda', { t: 'agenda', items, ...running });
  feed.show('staff', 'settings', {
    t: 'settings',
    graceSeconds: 120,
    noticeSeconds: 60,
    movePolicy: { t: 'ask' },
    handOrder: 'first_come',
    lobbyChat: false,
  });
  feed.show('group', 'hands', {
    t: 'hands',
    order: 'first_come',
    queue: [
      { person: 'efa', way: 'voice', at: NOW - 2 * MINUTE },
      { person: 'bo', way: 'read_out', at: NOW - MINUTE },
    ],
  });
  feed.show('facilitators', 'read_out/bo', {
    t: 'read_out',
    person: 'bo',
    words: 'I found that silence helps me more than advice.',
  });
}

function privately(feed: Feed): void {
  const mine = me('x', '') as Extract<Entry, { t: 'me' }>;
  feed.show('facilitators', 'private/asha', {
    t: 'person_private',
    person: 'asha',
    takingPart: { ...mine.takingPart, dontCallOnMe: true, words: 'Hard week.' },
    optedOut: false,
    needs: '',
    buddies: ['bo'],
  });
  feed.show('facilitators', 'private/idris', {
    t: 'person_private',
    person: 'idris',
    takingPart: mine.takingPart,
    optedOut: true,
    needs: 'Captions, please',
    buddies: ['jo'],
  });
}

function flags(feed: Feed): void {
  const flag = (topic: string, id: string, given: Partial<FlagEntry>) =>
    feed.show(topic, `flag/${id}`, {
      t: 'flag',
      id,
      kind: 'need_support',
      by: 'hana',
      at: NOW - 20_000,
      words: '',
      quotes: [],
      state: 'open',
      seenBy: [],
      notes: [],
      overdue: false,
      escalated: false,
      ...given,
    });
  flag('facilitators', 'f1', {
    kind: 'worried_about_someone',
    by: 'bo',
    about: 'asha',
    words: 'She has gone very quiet since the break.',
    room: 'room-1',
  });
  flag('facilitators', 'f2', {
    kind: 'too_much',
    by: 'kit',
    state: 'claimed',
    claimedBy: 'sam',
    claimedAfterSeconds: 22,
    seenBy: ['sam', 'ruth'],
  });
  flag('staff', 'f3', {
    kind: 'technical',
    by: 'jo',
    at: NOW - 90_000,
    overdue: true,
    words: 'I cannot hear the call.',
  });
  flag('facilitators', 'f4', {
    state: 'resolved',
    claimedBy: 'ruth',
    claimedAfterSeconds: 9,
    notes: [{ by: 'ruth', at: NOW, words: 'We talked; she is well.' }],
  });
}

function chats(feed: Feed): void {
  feed.show('group', 'chat_rules', { t: 'chat_rules', held: false, paused: false, slowSeconds: 0 });
  const said: [string, string][] = [
    ['asha', 'Good morning from Bangor'],
    ['ruth', 'Welcome, all. Cameras are as you like.'],
    ['femi', 'Is there a worksheet for this part?'],
    ['sam', 'Yes: https://example.org/listening'],
  ];
  said.forEach(([who, what], n) =>
    feed.show('group', `message/m${n}`, message(`m${n}`, who, what, { at: NOW - (10 - n) * MINUTE })),
  );
  feed.show(
    'facilitators',
    'message/h1',
    message('h1', 'kit', 'This is pointless', { state: 'held', at: NOW - 40_000 }),
  );
  feed.show(
    'thread:dilys',
    'message/t1',
    message('t1', 'dilys', 'Could I sit out the next part?', { channel: { t: 'thread', person: 'dilys' } }),
  );
  feed.show(
    'tech:jo',
    'message/t2',
    message('t2', 'jo', 'No sound at all', { channel: { t: 'tech', person: 'jo' } }),
  );
  feed.show('staff', 'message/s1', message('s1', 'tom', 'I am with Jo', { channel: { t: 'staff' } }));
  feed.show('facilitators', 'act/1', {
    t: 'act',
    at: NOW - MINUTE,
    by: 'sam',
    act: 'held_person',
    person: 'kit',
  });
  feed.show('facilitators', 'moderated/kit', { t: 'moderated', person: 'kit', held: true });
}

function rooms(feed: Feed): void {
  feed.show('group', 'breakout', {
    t: 'breakout',
    id: 'b1',
    kind: 'random',
    state: 'open',
    prompt: 'Tell each other of a time when you were listened to.',
    confidential: false,
    opensAt: NOW - 9 * MINUTE,
    endsAt: NOW + 6 * MINUTE,
  });
  const inside: Record<number, Partial<InsideEntry>> = {
    1: { help: { by: 'dilys', at: NOW - 30_000, words: 'We are not sure what to do.', state: 'called' } },
    2: { visitors: ['sam'], watch: 'drop_in' },
    3: { done: ['idris', 'jo'], shareBack: 'Time without questions.' },
  };
  const monitor: Record<number, Partial<MonitorEntry>> = {
    0: { missing: ['chen'], messages: 9, lastMessageAt: NOW - 30_000 },
    1: { missing: ['femi'], messages: 2, lastMessageAt: NOW - 7 * MINUTE },
    2: { missing: ['gwen'], alone: true },
    3: { messages: 14, lastMessageAt: NOW - MINUTE, lastVisitAt: NOW - 4 * MINUTE },
  };
  ROOMS.forEach((people, n) => {
    const id = `room-${n + 1}`;
    feed.show('group', `room/${id}`, { t: 'room', id, name: `Room ${n + 1}`, people, lead: people[0] ?? '' });
    feed.show('staff', `inside/${id}`, {
      t: 'inside',
      id,
      prompt: 'Tell each other of a time when you were listened to.',
      callLink: 'https://call.example/room',
      watch: 'hands_off',
      visitors: [],
      shareBack: '',
      done: [],
      ...inside[n],
    });
    feed.show('staff', `monitor/${id}`, {
      t: 'monitor',
      id,
      missing: [],
      alone: false,
      messages: 0,
      ...monitor[n],
    });
  });
}

function proposal(feed: Feed): void {
  feed.show('staff', 'proposal/p1', {
    t: 'proposal',
    id: 'p1',
    version: 2,
    at: NOW - 15_000,
    happened: [
      { person: 'gwen', what: 'dropped', room: 'room-3' },
      { person: 'chen', what: 'dropped', room: 'room-1' },
    ],
    options: [
      {
        moves: [{ person: 'hana', from: 'room-3', to: 'room-4' }],
        summary: '1 person moves, nobody is alone.',
        reasons: ['Hana would be alone in Room 3.', 'Hana and Idris have not met in a room before.'],
      },
      {
        moves: [{ person: 'kit', from: 'room-5', to: 'room-3' }],
        summary: '1 person moves to Room 3, so that it can go on.',
        reasons: ['Room 5 has three people and stays a pair.'],
      },
    ],
    state: 'open',
    waiting: [],
    appliesAt: NOW + 45_000,
  });
}

function plan(feed: Feed): void {
  feed.show('staff', 'plan', {
    t: 'plan',
    version: 3,
    kind: 'mixed',
    prompt: 'Tell each other of a time when you were listened to.',
    minutes: 15,
    rooms: ROOMS.map((people, n) => ({
      id: `room-${n + 1}`,
      name: `Room ${n + 1}`,
      people: n === 2 ? people.slice(0, 1) : people,
      ...(people[0] && { lead: people[0] }),
    })),
    unplaced: ['hana'],
    notes: [
      { people: ['gwen'], sentence: 'Gwen would be alone in Room 3.', warning: true },
      { people: ['asha', 'bo'], sentence: 'Asha and Bo have met twice before.', warning: false },
    ],
    cost: '1 pair has met before, 1 person is alone.',
    why: [{ person: 'asha', sentence: 'Asha and Bo have met twice before.' }],
    without: [],
  });
}

function round(feed: Feed): void {
  const order = ids.slice(0, 13);
  feed.show('group', 'round', {
    t: 'round',
    id: 'r1',
    purpose: 'check_in',
    kind: 'in_turn',
    prompt: 'If your energy were weather, what would it be?',
    scale: 'weather',
    suggestedSeconds: 60,
    state: 'running',
    order,
    turn: 'efa',
    turnSince: NOW - 20_000,
    standings: Object.fromEntries(
      order.map((id, n) => [id, n < 2 ? 'shared' : n < 4 ? 'passed' : 'waiting']),
    ),
  });
  feed.show('facilitators', 'round_detail', {
    t: 'round_detail',
    id: 'r1',
    standings: Object.fromEntries(
      order.map((id, n) => [
        id,
        n < 2 ? 'shared' : n === 2 ? 'private' : n === 3 ? 'passed' : n === 7 ? 'later' : 'waiting',
      ]),
    ),
  });
  const answer = (who: string, value: number, said: string, audience: 'group' | 'facilitators') =>
    feed.show(audience, `answer/r1/${who}`, {
      t: 'answer',
      round: 'r1',
      person: who,
      value,
      words: said,
      audience,
      passed: false,
    });
  answer('asha', 4, 'Sun behind the clouds', 'group');
  answer('bo', 3, '', 'group');
  answer('chen', 1, 'Not slept, and a bad phone call this morning.', 'facilitators');
}

function afterwards(feed: Feed): void {
  feed.show('facilitators', 'follow_up/chen', {
    t: 'follow_up',
    person: 'chen',
    concerns: ['left_lower'],
    checkedIn: 4,
    checkedOut: 2,
    note: '',
  });
  feed.show('facilitators', 'follow_up/gwen', {
    t: 'follow_up',
    person: 'gwen',
    concerns: ['vanished_before_check_out', 'not_checked_out'],
    note: '',
  });
  feed.show('facilitators', 'follow_up/kit', {
    t: 'follow_up',
    person: 'kit',
    concerns: ['left_early'],
    doneBy: 'sam',
    note: 'Had to fetch a child; all well.',
  });
}

/** A staff member's session in a scene. The assistant's feed has none of what only facilitators are sent. */
export function staffSession(scene: Scene, role: 'facilitator' | 'support') {
  const feed = new Feed();
  const own = role === 'facilitator' ? 'ruth' : 'tom';
  cast(feed, scene);
  theDay(feed, scene);
  privately(feed);
  flags(feed);
  chats(feed);
  feed.show('staff', 'knock/guest', { t: 'knock', person: 'guest', name: 'Owain', at: NOW - 25_000 });
  if (scene === 'rooms') rooms(feed);
  if (scene === 'rooms') proposal(feed);
  if (scene === 'plan') plan(feed);
  if (scene === 'round') round(feed);
  if (scene === 'ended') afterwards(feed);
  if (role === 'support') {
    for (const topic of [...feed.names()])
      if (topic === 'facilitators' || topic.startsWith('thread:')) feed.close(topic);
  }
  feed.show(`person:${own}`, 'me', me(own, own === 'ruth' ? 'Ruth' : 'Tom', { role }));
  feed.send = async () => ({ t: 'kept' });
  return sessionOver(feed, own);
}
