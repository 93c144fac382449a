/** Words of raising a flag and of the queue that answers it. */
export const flags = {
  raise: 'Raise a flag',
  title: 'Raise a flag',
  intro: 'Press one to send it. The group sees nothing. You can take it back.',
  kinds: {
    need_support: 'I need support',
    worried_about_someone: 'I’m worried about someone',
    this_message: 'This message',
    technical: 'Something technical',
    too_much: 'Too fast, or too much',
  },
  hints: {
    need_support: 'A facilitator will get in touch with you quietly.',
    worried_about_someone: 'You can say who, but you do not have to.',
    this_message: 'The message is shown to the facilitators, with up to two before it.',
    technical: 'Sound, call, connection, this page.',
    too_much: 'The pace, the topic, or all of it.',
  },
  worriedAboutBuddy: (name: string) => `I’m worried about ${name}`,
  buddyHint: 'Your buddy.',
  addMore: 'Add a few words, or say who it is about',
  words: 'A few words',
  wordsHint: 'They are sent with the flag that you press below.',
  about: 'Who is it about?',
  aboutNobody: 'I would rather not say',
  message: (name: string) => `Message from ${name}`,
  sendMessageFlag: 'Flag this message',
  confidential:
    'This room is confidential. Everyone in it will be told that something was shared with the facilitators, not by whom.',
  noneAround: 'No facilitator is at their page just now, so nobody would see it at once.',
  danger: 'If someone is in danger right now, call the emergency services first.',

  waits: {
    unseen: 'Nobody has seen your flag yet.',
    unclaimed: 'Nobody has been able to look after your flag yet.',
  },
  waitsHint:
    'It stays there until a facilitator has looked after it. You do not have to wait for them: call somebody, or talk to somebody you trust.',
  contacts: 'You can call',
  noContacts: 'In an emergency, call the emergency services.',

  kept: 'Your flag is kept for the facilitators.',
  sent: 'Your flag is with the facilitators.',
  sentTechnical: 'Your flag is with the facilitators and tech support.',
  yours: 'Your flags today',
  states: {
    open: 'Nobody has seen it yet',
    claimed: (name: string) => `${name} is looking after it`,
    claimedBySomeone: 'A facilitator is looking after it',
    resolved: 'Looked after',
    passed_on: 'Passed on to the safeguarding lead',
    withdrawn: 'You took it back',
  },
  seen: (names: string) => `Seen by ${names}`,
  withdraw: 'Take it back',
  nowClaimed: (name: string) => `${name} is looking after your flag.`,
  someone: 'A facilitator',
};
