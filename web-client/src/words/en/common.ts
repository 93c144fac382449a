import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

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
  minutes: (n: number) => plural(n, { one: '1 minute', other: (n) => `${n} minutes` }),
  seconds: (n: number) => plural(n, { one: '1 second', other: (n) => `${n} seconds` }),
};
