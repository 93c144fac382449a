import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** How staff sign in, and the page of one's own account. */
export const account = {
  title: 'Your account',
  open: (name: string) => `${name}: your account`,
  tryingOut:
    'This is for trying out: without https nothing that travels is protected, so please use no real names here.',
  wanted: {
    title: 'One more step before you begin',
    intro:
      'A passphrase alone could be seen or guessed. Please add a passkey, or an authenticator app on your phone. It takes a minute.',
  },

  signIn: {
    passkey: 'Sign in with a passkey',
    provider: (name: string) => `Sign in with ${name}`,
    or: 'or with your passphrase',
    code: 'Code',
    codeHint: 'The six digits that your authenticator app shows, or one of your recovery codes.',
    back: 'Begin again',
    out: 'You have been signed out here. Please sign in again.',
  },
  passkeysAt: (address: string) => `Passkeys do not work at this address. They work at ${address}:`,
  openThere: 'Open it there',
  noPasskeys:
    'Passkeys need an address with a name and https. Whoever runs Alongside can set one with --base-url.',
  passkeyFailed: 'No passkey was given. Please try again, or use another way.',

  step: {
    title: 'Show once more that it is you',
    hint: 'This protects what cannot be taken back. It then holds for five minutes.',
    passphrase: 'Your passphrase, once more',
    passkey: 'Use a passkey',
    provider: (name: string) => `Show it with ${name}`,
    providerHint: 'It opens beside this page, and this page goes on by itself when you have shown it.',
    go: 'Go on',
    cancelled: 'Nothing was done.',
  },

  passkeys: {
    title: 'Passkeys',
    intro:
      'The easiest and safest way in: your finger, face or PIN on this device, or a security key. No passphrase is needed with it.',
    none: 'No passkey yet',
    add: 'Add a passkey',
    name: 'A name for it',
    nameHint: 'So that you know it again, such as \u201cWork laptop\u201d or \u201cBlue key\u201d.',
    first: 'This device',
    added: (day: string) => `Added ${day}`,
    used: (day: string) => `last used ${day}`,
    unused: 'not used yet',
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    removeHint: 'It no longer opens your account. You can delete it on the device as well.',
    done: 'The passkey is added.',
    removed: 'The passkey is removed.',
  },

  app: {
    title: 'Authenticator app',
    intro: 'An app on your phone that shows a new six-digit code every half minute.',
    on: 'Your app is set up.',
    off: 'No app is set up.',
    setUp: 'Set up an app',
    setUpAgain: 'Set up another app',
    remove: 'Remove the app',
    removeTitle: 'Remove the authenticator app',
    removeHint: 'Its codes no longer open your account.',
    removed: 'The app is removed.',
    photograph: 'Open your authenticator app and photograph this picture with it.',
    picture: 'QR code with the key for your authenticator app; the same key stands below as text',
    key: 'Or type this key into the app:',
    code: 'The code that the app shows now',
    confirm: 'Confirm',
    done: 'Your app is set up.',
  },

  codes: {
    title: 'Recovery codes',
    intro: 'For the day your phone or key is not at hand. Each is good once.',
    left: (n: number) =>
      plural(n, {
        one: '1 code is left.',
        other: (n) => (n === 0 ? 'No codes yet.' : `${n} codes are left.`),
      }),
    few: 'There are few left. Please make a new set soon.',
    make: 'Make new codes',
    makeTitle: 'Make new recovery codes',
    makeHint: 'The codes you have now stop working.',
    shownTitle: 'Your recovery codes',
    shownHint:
      'Please print them or write them down now, and keep them where you keep important papers. They are not shown again.',
    print: 'Print',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'Your browser did not allow copying. Please write them down.',
    kept: 'I have kept them',
    printed: (name: string, address: string) =>
      `Recovery codes of ${name} for ${address}. Each is good once.`,
  },

  passphrase: {
    title: 'Passphrase',
    intro: 'Every other browser is signed out when you change it.',
    old: 'Your passphrase now',
    new: 'The new passphrase',
    newHint: 'At least 12 letters. Pasting is fine.',
    strength: {
      short: (more: number) =>
        plural(more, { one: '1 more letter is needed.', other: (n) => `${n} more letters are needed.` }),
      repeated: 'The same few letters again and again are easy to guess. Four or five words are better.',
      fair: 'That will do. Another word would make it a good deal stronger.',
      good: 'That is a good passphrase.',
    },
    change: 'Change the passphrase',
    done: 'Your passphrase is changed.',
    firstIntro: 'You have none yet. With one you come in even when your organisation\u2019s sign-in is away.',
    choose: 'Choose this passphrase',
    chosen: 'Your passphrase is set.',
  },

  provider: {
    title: (name: string) => `Your account at ${name}`,
    earlier: 'a provider of earlier days',
    intro: 'It can open your account here. We hear only that it is you: no name, no address.',
    none: 'It is not linked yet.',
    linked: (day: string) => `Linked ${day}.`,
    worksNoMore:
      'The account you linked is at a provider that is no longer used here, so it does not open this one.',
    link: 'Link it',
    linkAnother: 'Link another one',
    done: 'Linked. You can sign in with it from now on.',
    remove: 'Remove the link',
    removeTitle: 'Remove the link',
    removeHint: 'Your account there stays as it is. It no longer opens this one.',
    removed: 'The link is removed.',

    going: 'One moment please, you are on your way',
    back: 'One moment please, we are looking who came back',
    shown: 'Thank you, it is you',
    shownHint: 'You can close this page. The one you came from goes on by itself.',
    stopped: 'Nothing has changed',
    closeHint: 'If another page waits for you, you can close this one and go back to it.',
    toAccount: 'To your account',
  },

  browsers: {
    title: 'Where you are signed in',
    intro:
      'To the day, without addresses. A browser you do not know? Sign it out and change your passphrase.',
    here: 'This browser',
    other: 'Another browser',
    since: (day: string, used: string) => `Signed in ${day}, last used ${used}`,
    signOut: 'Sign out',
    signOutOf: (since: string) => `Sign out the browser of ${since}`,
    everywhere: 'Sign out everywhere',
    everywhereHint: 'Every browser is signed out at once, this one too.',
  },
};
