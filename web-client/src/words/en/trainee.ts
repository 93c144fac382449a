import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** Words of the trainee's page. */
export const trainee = {
  // The door
  door: {
    title: 'Welcome',
    looking: 'One moment. We are looking at your link.',
    joiningAs: (name: string) => `Joining as ${name}?`,
    programme: (programme: string) => `Your group: ${programme}`,
    comeIn: (name: string) => `Yes, I am ${name}`,
    notYou: (name: string) => `Not ${name}?`,
    notYouHint:
      'Then nothing has happened. Please use the link that was sent to you, or ask your facilitator for a code.',
    badLink:
      'This link does not work any more, or a part of it is missing. Please ask your facilitator for a new one.',
    noLink: 'Please open the link that was sent to you. It ends with a long row of letters and numbers.',
  },

  home: {
    hello: (name: string) => `Hello, ${name}`,
    sessions: 'Your sessions',
    none: 'There are no sessions to come.',
    noneHint: 'Your facilitator will tell you when there is a new one.',
    notIn:
      'You are not in on this browser. Please open the link that was sent to you, or type the code that was read out to you.',
    opens: (time: string) => `Doors open at ${time}`,
    starts: (time: string) => `Starts at ${time}`,
    phases: { scheduled: '', arrival: 'Doors are open', live: 'On now', ended: 'Over' },
    goIn: 'Go in',
    look: 'Look at the day',
    back: 'All sessions',
  },

  knock: {
    title: 'Knock at the door',
    intro:
      'You do not have a personal link on this browser. Tell us your name, and a facilitator will let you in.',
    name: 'Your name',
    nameHint: 'As people in the group know you.',
    knock: 'Knock',
    waiting: 'A facilitator will let you in',
    waitingHint: 'They can see your name. Please keep this page open. You do not need to do anything else.',
    needName: 'Please write your name.',
  },

  loading: 'One moment',
  stopped: 'This page has stopped',
  session: 'The session',

  // The frame around everything
  skip: 'Go to the main part',
  views: { now: 'Now', chat: 'Chat', people: 'People', mine: 'For you' },
  viewsLabel: 'Parts of this page',
  chats: 'Conversations',
  newMessages: (n: number) => plural(n, { one: '1 new message', other: (n) => `${n} new messages` }),
  bar: 'Always at hand',
  rehearsal: 'Rehearsal: the other people are not real.',

  callLink: 'Open the call',
  callLinkRoom: 'Open this room’s call',

  presence: {
    menu: 'Step away or leave',
    here: 'I am here',
    chat_only: 'I am here by chat only',
    need_moment: 'I need a moment',
    step_away: 'Step away for a while',
    call_only: 'I am on the call only',
    here_only: 'I am here, but not on the call',
    leave: 'Leave for today',
    stepAwayTitle: 'Step away',
    stepAwayIntro: 'That is always fine. When do you think you will be back?',
    stepAwayRoom:
      'Others in your room will see that you are away. If you are gone for a while, staff may bring them together with another room.',
    backIn: (minutes: string) => `In ${minutes}`,
    notSure: 'I am not sure',
    stepAway: 'Step away',
    leaveTitle: 'Leave for today?',
    leaveIntro: 'The facilitators will see that you have left. You can come back today with the same link.',
    leaveCheckOut:
      'You have not checked out yet. If you would like, write the facilitators a line before you go.',
    leaveNow: 'Leave for today',
    left: 'You have left for today',
    leftHint: 'Thank you for being here. You can come back in as long as the session is on.',
    comeBack: 'Come back in',
    states: {
      chat_only: 'The group sees that you are here by chat only.',
      need_moment: 'The group sees that you need a moment. Take the time you need.',
      stepped_away: 'The group sees that you have stepped away.',
      call_only: 'The group sees that you are on the call only.',
      here_only: 'The group sees that you are not on the call.',
    },
    awayUntil: (time: string) => `The group sees that you are away until about ${time}.`,
    back: 'I am back',
  },

  // Before and at arrival
  scheduled: {
    title: 'You are early',
    doors: 'Doors open in',
    starts: (day: string, time: string) => `We start on ${day} at ${time}.`,
    hint: 'You can keep this page open. It will let you in by itself.',
  },
  arrival: {
    title: (name: string) => `Welcome, ${name}`,
    hint: 'There is time to settle in, get a cup of tea, and say hello in the chat.',
    starts: 'We start in',
    soon: 'We will start in a moment.',
  },
  tech: {
    title: 'Is everything working?',
    intro: 'Three small checks, if you like. Staff see the result and can help.',
    connection: 'Connection',
    roundTrip: (ms: number) => `Works. The way to us and back takes ${ms} thousandths of a second.`,
    slow: (ms: number) =>
      `It works, but it is slow just now (${ms} thousandths of a second). Chat and rounds will still be fine.`,
    measuring: 'Measuring',
    sound: 'Sound',
    play: 'Play a sound',
    heard: 'Did you hear it?',
    call: 'Call',
    callWorks: 'Does the call work?',
    noCall: 'The call link is not here yet.',
    callLater: 'You will find the call link here once you are let in.',
    seen: 'Tech support can see that something does not work.',
    yes: 'Yes',
    no: 'No',
    done: 'That is everything. Staff can see your result.',
    askHelp: 'Tech support can see that something does not work. You can write to them, too.',
    write: 'Write to tech support',
    checked: 'You have done the checks for today.',
    again: 'Check again',
  },
  takingPart: {
    title: 'How I am taking part today',
    intro: 'You never have to say why. You can change it at any time.',
    change: 'Change',
    say: 'Say how you take part',
    voiceLegend: 'Speaking',
    voice: 'Voice is fine',
    chat: 'Chat only',
    unsure: 'I may or may not speak',
    cameraOff: 'My camera is off',
    dontCallOnMe: 'Please don’t call on me',
    sharedSpace: 'I am in a shared space',
    captions: 'I need captions',
    largerText: 'I need larger text',
    leaving: 'I may have to leave early',
    leavingAt: 'At about',
    words: 'Anything else',
    audienceLegend: 'Who can see this?',
    group: 'Everyone here',
    facilitators: 'Facilitators only',
    nothing: 'You have not said anything. That is fine, too.',
    saved: 'Saved. You can change it at any time.',
  },

  // The day
  missed: {
    title: 'Good to have you here',
    intro: 'This is what has happened so far.',
    done: (titles: string) => `Done: ${titles}.`,
    now: (title: string) => `Now: ${title}.`,
    round: (prompt: string) => `A round is on: “${prompt}”`,
    rooms: 'People are in breakout rooms just now. Staff know that you are here, and will find you a place.',
    close: 'Thank you, I have read it',
  },
  day: {
    agenda: 'The whole day',
    nothing: 'There is nothing you need to do here right now.',
    nothingHint: 'Listen in on the call, or look at the chat.',
    shareBacks: 'What the rooms brought back',
    broadcast: (name: string) => `From ${name}`,
    broadcastAll: 'From the staff',
    read: 'I have read it',
  },

  ended: {
    title: 'The session has ended',
    thanks: 'Thank you for being here today.',
    flags: 'Your flag stays with the facilitators. It does not go away with the end of the day.',
    next: 'Your next sessions',
  },
};
