// Letters as people see them. The server counts the same way, so both agree on what is too long.

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many letters a person would count: "é" and "👩‍👩‍👧" are one each. */
export function letters(words: string): number {
  // Most text is plain; then one code unit is one letter, except CR LF which nobody types here.
  if (/^[\u0020-\u007e\n]*$/.test(words)) return words.length;
  let count = 0;
  for (const grapheme of segmenter.segment(words)) count += grapheme.segment.length > 0 ? 1 : 0;
  return count;
}

/** The first letter of a text, whole; empty when there is none. */
export function firstLetter(words: string): string {
  return segmenter.segment(words)[Symbol.iterator]().next().value?.segment ?? '';
}
