import { plurals } from '../plural.ts';

const plural = plurals('en-GB');
const minutes = (n: number) => plural(n, { one: '1 minute', other: (n) => `${n} minutes` });
const seconds = (n: number) => plural(n, { one: '1 second', other: (n) => `${n} seconds` });
const hours = (n: number) => plural(n, { one: '1 hour', other: (n) => `${n} hours` });

/** A length of time in words: whole minutes when it is long, seconds only when they matter. */
function duration(total: number): string {
  if (total < 60) return seconds(total);
  const whole = Math.ceil(total / 60);
  if (whole < 60) return minutes(whole);
  const rest = whole % 60;
  return rest === 0 ? hours(Math.floor(whole / 60)) : `${hours(Math.floor(whole / 60))} ${minutes(rest)}`;
}

/** Words that every console and every part uses. */
export const common = {
  languageCode: 'en-GB',
  product: 'Alongside',
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  save: 'Save',
  more: 'More',
  tryAgain: 'Try again',
  optional: 'optional',
  required: 'Please fill this in.',
  on: 'On',
  off: 'Off',
  lettersLeft: (n: number) =>
    n < 0
      ? plural(-n, { one: '1 letter too long', other: (n) => `${n} letters too long` })
      : plural(n, { one: '1 letter left', other: (n) => `${n} letters left` }),
  minutes,
  seconds,
  duration,
  timeLeft: (what: string, seconds: number) => `${what}: ${duration(seconds)}.`,
  notices: 'News',
  connection: {
    connecting: 'Connecting',
    live: 'Connected',
    reconnecting: 'The connection is lost. We are trying to get it back.',
    offline: 'You are offline. We will go on by ourselves when the network is back.',
    stopped: 'This page has stopped.',
    ended: {
      removed:
        'You are no longer in this session. If you think that is a mistake, please write to your facilitator.',
      over: 'This session is over. Thank you for being here.',
      otherTab:
        'You have this session open in three tabs or devices already, so this one stops. Close one of them, then try again here.',
      signedOut: 'You have been signed out here. Please sign in again.',
      reload: 'There is a newer version of this page. Please load it again.',
    },
    turnedAway: 'We could not let you in. Please open your personal link again.',
    outbox: {
      tooLong: 'That is too long to send. Please make it shorter.',
      tooMany: 'Too much is waiting to be sent. Please wait until the connection is back.',
      notSent: 'That could not be sent. Nothing was changed.',
      takenBack: 'You took this back.',
      unsure:
        'It is not certain whether what you sent last has arrived. It is kept in this tab: when you open this page again it is sent again, and nothing happens twice.',
    },
    /** Answers to what was asked before the page was loaded again. */
    old: {
      post: (why: string) =>
        `A message from before this page was loaded again was not sent. ${why} Its words are back in their box.`,
      flag: (why: string) =>
        `Your flag from before this page was loaded again did not arrive. ${why} Your words are kept: press “Raise a flag” to send it again.`,
      flagAgain: 'Raise it again',
      help: (why: string) =>
        `Your call for help from before this page was loaded again did not arrive. ${why} Your words are kept: you can call again.`,
      other: (why: string) =>
        `Something you asked for before this page was loaded again was not done. ${why}`,
    },
    cutOff: 'The connection is lost. What you type is kept until it is back.',
    back: 'Connected again.',
    unsent: (n: number) =>
      plural(n, {
        one: '1 thing is waiting to be sent.',
        other: (n) => `${n} things are waiting to be sent.`,
      }),
  },
  calls: {
    noAnswer: 'We could not reach Alongside. Please check your connection and try again.',
    trouble: 'Sorry, that did not work just now. Please try again in a moment.',
  },
};
