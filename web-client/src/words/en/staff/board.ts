import type { Link, Presence, Watch } from '$protocol';
import { plurals } from '../../plural.ts';

const plural = plurals('en-GB');

const watch: Record<Watch, { name: string; hint: string }> = {
  hands_off: { name: 'Hands-off', hint: 'Staff stay out unless the room calls.' },
  drop_in: { name: 'Drop-in', hint: 'Staff may look in, and read along while they are there.' },
  monitor: { name: 'Reading along', hint: 'Facilitators read the chat from now on.' },
};

const links: Record<Link, string> = {
  not_arrived: 'Not here yet',
  live: 'Here',
  reconnecting: 'Reconnecting',
  dropped: 'Connection lost',
  left: 'Left for today',
};

const presences: Record<Presence, string> = {
  here: 'Here and listening',
  chat_only: 'Chat only',
  need_moment: 'Needs a moment',
  stepped_away: 'Stepped away',
  call_only: 'On the call, not here',
  here_only: 'Here, not on the call',
};

/** Words of the board of breakout rooms and of what can be done from it. */
export const board = {
  title: 'Breakout rooms',
  noRooms: 'No rooms are open',
  noRoomsHint: 'When a facilitator opens rooms, you see here how each of them is doing.',
  links,
  presences,
  watch,
  states: {
    announced: 'Rooms open in',
    open: 'Time left',
    closing: 'Rooms close in',
    closed: 'Closed',
  },
  timeUp: 'Time is up',
  confidential: 'Confidential: nobody of the staff reads these chats',
  needs: {
    help: 'Asks for help',
    helpComing: (name: string) => `${name} is coming`,
    alone: 'Somebody is alone',
    missing: (n: number) =>
      plural(n, { one: '1 person is missing', other: (n) => `${n} people are missing` }),
    done: 'Everybody is done',
    none: '',
  },
  peopleHere: (here: number, all: number) => `${here} of ${all} here`,
  lead: 'lead',
  doneMark: 'done',
  doneCount: (done: number, all: number) => `${done} of ${all} done`,
  messages: (n: number) => plural(n, { one: '1 message', other: (n) => `${n} messages` }),
  lastMessage: (ago: string) => `last ${ago}`,
  quiet: 'Quiet in the chat for a while',
  visited: (ago: string) => `Visited ${ago}`,
  neverVisited: 'Not visited yet',
  inTheRoom: (names: string) => `${names} in the room`,
  prompt: 'Prompt',
  callLink: 'Call link',
  openCall: 'Open its call',
  shareBack: 'Note to share',
  withoutRoom: 'In no room',
  placeIn: 'Place in…',
  locked: 'Locked: nobody comes in or is moved',
  lock: 'Lock the room',
  unlock: 'Unlock the room',
  arrange: 'Arrange rooms anew',
  visit: 'Visit',
  endVisit: 'Leave the room',
  manage: (room: string) => `More for ${room}`,
  change: 'Change…',
  movePerson: (name: string) => `Move ${name} to…`,
  moveTo: (room: string) => `To ${room}`,
  moveSentence: (name: string, seconds: number) =>
    `${name} is told where and why, and has ${seconds} seconds; they can say that they would rather stay.`,
  move: 'Move',
  dialogTitle: (room: string) => `Settings of ${room}`,
  savePrompt: 'Save prompt',
  saveLink: 'Save link',
  leadLabel: 'Discussion lead',
  watchLabel: 'How staff attend to this room',
  watchAnnounced: 'The room is told of every change.',
  watchConfidential: 'Its chat stays unread whatever is chosen here, because the room is confidential.',
  extend: (n: number) => `+${n} min`,
  shorten: (n: number) => `−${n} min`,
  tell: 'Tell rooms',
  tellTitle: 'Words to rooms',
  tellWords: 'What should they read?',
  tellWhich: 'Which rooms?',
  tellAll: 'All rooms',
  tellSome: 'Only these',
  tellSend: 'Send',
  tellSent: 'It was sent.',
  tellNone: 'Please choose at least one room.',
  callOff: 'Call off',
  callOffAsk: 'The rooms do not open after all. Everybody stays together, and is told so.',
  close: 'Close rooms',
  closeAsk: 'Everybody is told that the rooms close, and has time to finish.',
  closeIn: 'Seconds until they close',
  openChat: 'Read the chat',
};
