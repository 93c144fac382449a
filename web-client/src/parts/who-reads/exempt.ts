// Fields of words at which nothing about readers needs to stand, each for one of these reasons.

export type Exempt =
  /** A code or a name to sign in with. */
  | 'key'
  /** A number, a date or a time that is set, and no words. */
  | 'figure'
  /** The line stands right beside it already, for this and others together. */
  | 'beside'
  /** It never leaves this device, and the field says so. */
  | 'device';

const EXEMPT: readonly string[] = ['key', 'figure', 'beside', 'device'] satisfies Exempt[];

export const isExempt = (reads: string): reads is Exempt => EXEMPT.includes(reads);
