// Measures the contrast of every pair of colours that meet on the screen, in light and in dark.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('src/look/tokens.css', 'utf8');
const [lightPart = '', darkPart = ''] = css.split('@media (prefers-color-scheme: dark)');
const TONES = ['calm', 'good', 'notice', 'urgent', 'private', 'quiet'];
const PEOPLE = [1, 2, 3, 4, 5, 6, 7, 8];

function colours(part: string): Map<string, string> {
  return new Map(
    [...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]),
  );
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const GROUNDS = ['paper', 'surface', 'raised', 'sunken'];
const TEXT: [string, string][] = [
  ...GROUNDS.flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['ink-soft', ground],
    ['primary', ground],
    ['tone-urgent', ground],
  ]),
  ['on-primary', 'primary'],
  ['on-primary', 'primary-strong'],
  ...TONES.map((tone): [string, string] => [`tone-${tone}`, `tone-${tone}-soft`]),
  ...TONES.map((tone): [string, string] => ['ink', `tone-${tone}-soft`]),
  ...TONES.map((tone): [string, string] => [`tone-${tone}`, 'surface']),
  ...PEOPLE.map((n): [string, string] => [`person-${n}`, `person-${n}-soft`]),
];
const EDGES: [string, string][] = GROUNDS.map((ground) => ['edge', ground]);

describe.each([
  ['light', colours(lightPart)],
  ['dark', colours(darkPart)],
])('in %s', (_, tokens) => {
  const measure = ([one, other]: [string, string]) => contrast(tokens.get(one)!, tokens.get(other)!);

  test.each(TEXT)('%s can be read on %s', (...pair) => {
    expect(measure(pair)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(EDGES)('the edge of a control (%s) can be seen on %s', (...pair) => {
    expect(measure(pair)).toBeGreaterThanOrEqual(3);
  });

  test('one half of the focus ring stands out on every ground', () => {
    for (const ground of [...GROUNDS, 'primary']) {
      const best = Math.max(measure(['focus', ground]), measure(['focus-ink', ground]));
      expect(best, ground).toBeGreaterThanOrEqual(3);
    }
  });
});
