import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** Words of every chat. */
export const chat = {
  // The list
  empty: 'Nothing here yet. A hello is a good start.',
  showEarlier: 'Show earlier messages',
  newMessages: (n: number) => plural(n, { one: '1 new message', other: (n) => `${n} new messages` }),
  heardOne: (name: string, where: string) => `${name} wrote in ${where}.`,
  heardMany: (n: number, where: string) =>
    plural(n, { one: `1 new message in ${where}.`, other: (n) => `${n} new messages in ${where}.` }),
  listLabel: (where: string) => `Messages in ${where}`,
  keysHint: 'Use the arrow keys to go from message to message.',
  you: 'You',
  someone: 'Someone',
  edited: 'edited',
  pinned: 'Pinned',
  pinnedBy: 'Pinned message',
  inReplyTo: (name: string) => `In reply to ${name}`,
  gone: 'a message that is no longer here',
  staff: { facilitator: 'Facilitator', support: 'Tech support' },

  // What became of a message
  tombstones: {
    withdrawn: 'This message was taken back.',
    hidden: 'This message was hidden.',
    removed: 'This message was removed.',
  },
  ownHidden: 'A facilitator has hidden your message. Only you and the facilitators see this.',
  ownHiddenWhy: 'What they said:',
  held: 'Only you and the facilitators see this until a facilitator has read it.',
  heldByStaff: (name: string) => `Only ${name} and the facilitators see this. It waits for one of you.`,
  sending: 'Sending',
  notConnected: 'Will be sent when you are connected again',
  waits: 'Waiting to be sent. It goes out by itself.',
  waitsSlowly: 'Not sent yet: the chat goes slowly just now. It goes out by itself.',
  goesIn: 'Earliest in',
  takeBack: 'Take back',
  mayHaveArrived:
    'Your words are back in their box. The message may have arrived before you took it back; then it stands in the chat.',
  refused: 'This was not sent.',
  sendAgain: 'Send again',
  backToDraft: 'Change it',
  discard: 'Throw away',

  // What can be done with one
  actions: (name: string) => `What you can do with the message from ${name}`,
  reply: 'Reply',
  edit: 'Edit',
  withdraw: 'Take back',
  pin: 'Pin',
  unpin: 'Unpin',
  flagIt: 'Flag this message',
  saveEdit: 'Save',
  editLabel: 'Your message',
  signs: {
    '👍': 'thumbs up',
    '❤️': 'heart',
    '🙏': 'thank you',
    '😊': 'smile',
    '🤗': 'hug',
    '💡': 'good idea',
  } as Record<string, string>,
  react: (sign: string) => `React with ${sign}`,
  reacted: (sign: string, n: number, names: string) => `${sign}, ${n}: ${names}`,

  // Writing
  composerLabel: (where: string) => `Write in ${where}`,
  placeholder: 'Write a message',
  send: 'Send',
  keys: 'Enter sends. Shift and Enter makes a new line.',
  replyingTo: (name: string) => `Replying to ${name}`,
  stopReplying: 'Do not reply',
  tooLong: 'This is too long to send. Your words are kept here.',
  resting: 'Nothing new can be saved just now. What you write stays here until it can be sent.',
  paused: 'The chat is paused for now. What you write here is kept until it opens again.',
  slow: (seconds: string) => `The chat goes slowly just now: one message every ${seconds}.`,
  heldForAll: 'A facilitator reads each message before it is shown.',
  heldForYou: 'A facilitator reads your messages before they are shown.',
  quietUntil: (time: string) =>
    `You can write here again at ${time}. Your messages to the facilitators are always open.`,

  // Where
  places: {
    main: 'Everyone',
    room: 'Your room',
    thread: 'Facilitators',
    tech: 'Tech support',
    staff: 'Staff',
  },
};
