import { expect, test } from 'vitest';
import { forgetDrafts, memoryShelf, OwnShelf } from './shelf.ts';

function asha(shelf = memoryShelf()) {
  let person: string | undefined;
  const own = new OwnShelf(shelf, 'draft', 'day', () => person);
  return { shelf, own, comesIn: () => void (person = 'asha') };
}

test('until it is known who is here nothing is read and nothing is kept', () => {
  const { shelf, own, comesIn } = asha();
  shelf.setItem('draft/asha/day/flag', 'It is too much');
  own.set('main', 'Whose is that?');
  expect([own.get('flag'), own.names(''), shelf.length]).toEqual([undefined, [], 1]);
  comesIn();
  expect([own.get('flag'), own.names('')]).toEqual(['It is too much', ['flag']]);
});

test('the exit takes away what was begun, but not of whoever has chosen to keep it', () => {
  const { shelf, own, comesIn } = asha();
  comesIn();
  own.set('flag', 'It is too much');
  shelf.setItem('draft/ben/day/flag', 'Mine');
  shelf.setItem('exit/to', '/elsewhere');
  forgetDrafts(shelf, (person) => person === 'asha');
  expect([own.get('flag'), shelf.length]).toEqual(['It is too much', 2]);
  forgetDrafts(shelf);
  expect([own.get('flag'), shelf.length]).toEqual([undefined, 1]);
});
