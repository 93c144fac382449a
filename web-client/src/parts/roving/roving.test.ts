import { expect, test } from 'vitest';
import { Roving } from './roving.ts';

function list(...names: string[]): HTMLButtonElement[] {
  return names.map((name) => {
    const button = document.createElement('button');
    button.textContent = name;
    document.body.append(button);
    return button;
  });
}

const press = (roving: Roving, key: string) =>
  roving.key(new KeyboardEvent('keydown', { key, cancelable: true }))?.textContent;

test('arrows go round, Home and End go to the ends', () => {
  const items = list('Reply', 'Pin', 'Hide');
  const roving = new Roving(() => items, 'down');
  expect(['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown'].map((key) => press(roving, key))).toEqual([
    'Reply',
    'Pin',
    'Hide',
    'Reply',
  ]);
  expect(press(roving, 'ArrowUp')).toBe('Hide');
  expect(press(roving, 'Home')).toBe('Reply');
  expect(press(roving, 'End')).toBe('Hide');
});

test('a letter goes to the next item that begins with it', () => {
  const items = list('Reply', 'Remove', 'Hide');
  const roving = new Roving(() => items, 'down');
  expect([press(roving, 'r'), press(roving, 'r'), press(roving, 'h')]).toEqual(['Reply', 'Remove', 'Hide']);
});

test('keys of the browser are left alone', () => {
  const roving = new Roving(() => list('Now', 'Next'), 'across');
  expect(press(roving, 'ArrowDown')).toBeUndefined();
  expect(press(roving, 'n')).toBeUndefined();
});
