import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** Words about people, how they take part, their hands and the agenda. */
export const people = {
  companions: {
    interpreter: 'interpreter',
    supporter: 'supporter',
    assistant: 'personal assistant',
  },
  /** Who comes along with somebody. */
  comesWith: (role: string, name: string) => (name ? `with ${name}, ${role}` : `with ${role}`),
  here: (n: number) => plural(n, { one: '1 person here', other: (n) => `${n} people here` }),
  you: 'you',
  buddy: 'your buddy',
  roles: { facilitator: 'Facilitator', support: 'Tech support', trainee: '', guest: '' },

  links: {
    not_arrived: 'not here yet',
    live: '',
    reconnecting: 'connection lost for a moment',
    dropped: 'connection lost',
    left: 'has left for today',
  },
  presences: {
    here: 'here and listening',
    chat_only: 'chat only',
    need_moment: 'needs a moment',
    stepped_away: 'stepped away',
    call_only: 'on the call only',
    here_only: 'here, not on the call',
  },
  awayUntil: (time: string) => `away until about ${time}`,
  inRoom: (room: string) => `in ${room}`,

  takingPart: {
    voice: 'voice is fine',
    chat: 'chat only',
    unsure: 'may or may not speak',
    cameraOff: 'camera off',
    dontCallOnMe: 'please don’t call on me',
    sharedSpace: 'in a shared space',
    captions: 'needs captions',
    largerText: 'larger text',
    leavingAt: (time: string) => `leaving at ${time}`,
  },

  // Hands
  raiseHand: 'Raise hand',
  lowerHand: 'Lower my hand',
  handUp: (place: number) => `Your hand is up, number ${place}`,
  hands: 'Hands',
  noHands: 'No hands up.',
  ways: {
    voice: 'I want to say something',
    chat: 'I want to write something',
    read_out: 'Please read something out for me',
  },
  wayTags: { voice: 'by voice', chat: 'in the chat', read_out: 'to be read out' },
  readOutTitle: 'Read out for me',
  readOutWords: 'What should be read out?',
  readOutHint: 'The facilitators see your words, and read them out when it is your turn.',
  handsOrder: {
    first_come: 'First come, first heard.',
    heard_least: 'Who has been heard least comes first.',
  },

  // Agenda
  agenda: 'Today',
  now: 'Now',
  next: 'Next',
  over: 'done',
  until: (time: string) => `until about ${time}`,
  nothingNow: 'The day has not begun yet',
};
