import type { FlagKind, HandWay } from '$protocol';
import { plurals } from '../../plural.ts';

const plural = plurals('en-GB');

const flagKinds: Record<FlagKind, string> = {
  need_support: 'Needs support',
  worried_about_someone: 'Worried about someone',
  this_message: 'About a message',
  technical: 'Technical problem',
  too_much: 'Too fast or too much',
};

const ways: Record<HandWay, string> = {
  voice: 'would like to speak',
  chat: 'would like to say something in the chat',
  read_out: 'asks for words to be read out',
};

/** Words of the staff queue and of everything that stands in it. */
export const queue = {
  title: 'Waiting for staff',
  count: (n: number) => plural(n, { one: '1 waits', other: (n) => `${n} wait` }),
  nothing: 'Nothing waits.',
  nothingMore: 'Flags, help calls, knocks and moves will stand here.',
  showAll: (n: number) => `Show all (${n})`,
  showLess: 'Show less',
  newItem: (what: string) => `New: ${what}`,
  overdue: 'Nobody has taken this yet',
  waited: (time: string) => `waiting ${time}`,
  claim: 'I’ll take it',
  takeOver: 'Take over',
  mine: 'With you',
  with: (name: string) => `With ${name}`,
  takenOverAsk: (name: string) => `${name} has this at the moment. Take it over?`,
  flag: {
    kinds: flagKinds,
    from: (name: string) => `from ${name}`,
    about: (name: string) => `About ${name}`,
    inRoom: (room: string) => `in ${room}`,
    quoted: 'The message, and what stood before it',
    seenBy: (names: string) => `Seen by ${names}`,
    note: 'Note for staff',
    noteHint: 'The person who raised the flag does not see notes.',
    addNote: 'Add note',
    resolve: 'Resolve',
    resolveHint: 'What was done, in a few words. For staff.',
    passOn: 'Pass on',
    passOnHint: 'For the safeguarding lead: what they should know.',
    write: (name: string) => `Write to ${name}`,
    states: {
      open: 'Open',
      claimed: 'Taken',
      resolved: 'Resolved',
      passed_on: 'Passed on',
      withdrawn: 'Taken back by the person who raised it',
    },
    claimedAfter: (seconds: number) => `taken after ${seconds} s`,
    escalated:
      'Nobody has taken this for three minutes. Please take it, or call the safeguarding contact now:',
    escalatedNobody:
      'Nobody has taken this for three minutes. Please take it now. The programme has no safeguarding contact to call.',
    closed: (n: number) => `Looked after today (${n})`,
  },
  needed: {
    title: 'A facilitator is needed',
    hint: 'Something has been waiting for a facilitator for more than a minute. Please reach one now, in the call or by phone, and ask them to look at their page.',
  },
  help: {
    title: (room: string) => `${room} asks for help`,
    by: (name: string) => `${name} called`,
    again: 'Whoever was coming is not here any more.',
    take: 'I’m coming',
    visit: 'Go into the room',
    settle: 'Settled',
  },
  held: {
    title: (name: string) => `${name} wrote a message that is held`,
    release: 'Show it',
    hide: 'Hide, with a reason',
  },
  knock: {
    title: (name: string) => `${name} is at the door`,
    admit: 'Let in',
    decline: 'Decline',
    declineAsk: (name: string) =>
      `${name} will read that they are not in this session and can ask their facilitator. They cannot knock again.`,
  },
  alone: {
    title: (name: string, room: string) => `${name} is alone in ${room}`,
    since: (time: string) => `alone for ${time}`,
    look: 'Look at the rooms',
    visit: 'Look in on them',
    suggest: 'Suggest somebody',
  },
  proposal: {
    title: 'People to move',
    look: 'Look at it',
    waitingFor: (names: string) => `${names} asked to stay or for a moment`,
  },
  trouble: {
    title: (name: string) => `${name}: connection`,
    dropped: 'The connection is lost.',
    sound: 'The sound did not work in the check.',
    call: 'The call link did not work in the check.',
    slow: 'The connection is slow.',
    losses: 'The connection was lost several times today.',
    aside: 'Set aside',
    write: 'Write',
  },
  hands: {
    title: 'Hands',
    none: 'No hands are up.',
    ways,
    callOn: 'Call on',
    lower: 'Lower',
    order: { first_come: 'First come, first heard', heard_least: 'Those heard least come first' },
    readOut: 'To be read out',
  },
};
