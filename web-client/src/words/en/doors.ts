import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** Words of codes that are read out, and of second devices: for staff, organisers and the person themselves. */
export const doors = {
  code: {
    // For those who read it out
    make: 'Read out a code…',
    title: (name: string) => `A code for ${name}`,
    intro: (name: string) =>
      `Read it out to ${name}, in two groups of four. It lets them in once, and works for ten minutes. An earlier code of theirs has stopped working.`,
    until: (time: string) => `Until ${time}`,
    where: 'They open the address of this site and type it where it says “I have been given a code”.',
    shownOnce: 'It is shown only now. If it is lost, make another one.',
    making: 'One moment. We are making a code.',
    // For the person
    have: 'I have been given a code',
    field: 'Your code',
    hint: 'Eight letters and numbers. Capitals and spaces make no difference.',
    look: 'Go on',
    need: 'Please type the code that was read out to you.',
  },

  device: {
    // On the first device
    title: 'Is this you on another device?',
    intro: 'Somebody has opened your link, or used your code, in another browser. It waits until you answer.',
    yes: 'Yes, it is me',
    no: 'No, that is not me',
    turnedAwayTitle: 'We did not let it in',
    turnedAway:
      'Staff know about it. Somebody else may have your link. We can make you a new one: the old one then stops working, and you stay in here.',
    byStaff: 'Staff did not let another device in that wanted to come in as you.',
    newLink: 'Make me a new link',
    newLinkHint: 'This is your new link. Keep it as you kept the old one; it is shown only now.',
    copy: 'Copy the link',
    copied: 'Copied.',
    close: 'Close this',
    // On the second device
    waitingTitle: (name: string) => `Nearly there, ${name}`,
    waiting: 'You are already in on another device.',
    waitingHint:
      'Look at that device and say that it is you; or somebody of the staff will let you in. You can keep this page open.',
    notIn: 'This device was not let in',
    notInHint:
      'If that is a mistake, open your link again, or ask the people who run your training for a code.',
    // For staff
    asks: (name: string) => `${name} wants to come in on a second device`,
    asksMe: 'You want to come in on a second device',
    asksHint: (name: string) => `${name} is asked on the device they are live on. You may answer for them.`,
    letIn: 'Let it in',
    notThem: 'Turn it away',
    refused: (name: string) => `A device was turned away that wanted to come in as ${name}`,
    refusedBy: (name: string) => `${name} said that it is not theirs.`,
    refusedHint: (name: string) =>
      `The link of ${name} may be in other hands. ${name} has been offered a new link; an organiser can make one too.`,
    aside: 'Set aside',
  },

  lobby: {
    declineAll: (n: number) =>
      plural(n, { one: 'Decline 1 who waits', other: (n) => `Decline all ${n} who wait` }),
    declineAllAsk:
      'Nobody who is at the door now is let in. Whoever knocks from now on can be let in as before.',
    resembles: (name: string) =>
      `There is a ${name} on the list of people. If it is them, a code is the better way in.`,
    place: 'Staff',
    staff: 'Staff',
    chat: 'Those who wait at the door may write to staff',
    chatHint: 'They write to the assistant and the facilitators; nobody else reads it.',
    busy: 'Many people are knocking just now. This page keeps trying for you.',
  },
};
