// Moments as people read them. Clock times stand in the session's time zone, so that everybody reads the same.
import { words } from './index.ts';

function format(at: number, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  const language = words.common.languageCode;
  try {
    return new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at);
  } catch {
    // A browser that does not know the time zone shows the times of the place where it is.
    return new Intl.DateTimeFormat(language, options).format(at);
  }
}

/** "10:05" */
export const clockTime = (at: number, timeZone?: string): string =>
  format(at, timeZone, { hour: '2-digit', minute: '2-digit' });

/** "10:05:09", where two moments of one minute have to be told apart. */
export const clockTimeWithSeconds = (at: number, timeZone?: string): string =>
  format(at, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** "Monday 24 November" */
export const dayName = (at: number, timeZone?: string): string =>
  format(at, timeZone, { weekday: 'long', day: 'numeric', month: 'long' });

/** For the `datetime` of a `<time>`. */
export const machineTime = (at: number): string => new Date(at).toISOString();

/** "Asha, Bo and Chen" */
export const listOf = (names: readonly string[]): string =>
  new Intl.ListFormat(words.common.languageCode, { type: 'conjunction' }).format(names);
