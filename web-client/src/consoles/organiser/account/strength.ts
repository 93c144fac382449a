// A gentle word about a passphrase while it is typed. It is no gate: only the length is, and the server checks that.
import { words } from '$words';

/** The least the server takes. */
const SHORTEST = 12;
/** From here on guessing is hopeless in any way. */
const GOOD = 20;
/** Fewer different letters than this are a pattern. */
const VARIED = 6;

export function strength(passphrase: string): string | undefined {
  const say = words.account.passphrase.strength;
  const letters = [...passphrase];
  if (letters.length === 0) return undefined;
  if (letters.length < SHORTEST) return say.short(SHORTEST - letters.length);
  if (new Set(letters).size < VARIED) return say.repeated;
  return letters.length < GOOD ? say.fair : say.good;
}
