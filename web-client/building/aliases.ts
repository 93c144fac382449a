// The short names of our folders, shared by the build, the tests and the gallery.
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const aliases = {
  $protocol: here('../../protocol/typescript'),
  $live: here('../src/live'),
  $parts: here('../src/parts'),
  $words: here('../src/words'),
  $look: here('../src/look'),
};
