import type { TakingPart } from '$protocol';
import { expect, test } from 'vitest';
import { FakeDesk, people } from '../desk/fake.ts';
import { howWords, toldBy } from './how.ts';

const PLAIN: TakingPart = {
  voice: 'voice',
  cameraOff: false,
  dontCallOnMe: false,
  sharedSpace: false,
  captions: false,
  largerText: false,
  words: '',
  audience: 'facilitators',
};

const own = (takingPart: TakingPart) => ({
  'private/bo': {
    t: 'person_private' as const,
    person: 'bo',
    takingPart,
    optedOut: true,
    needs: 'captions',
    buddies: ['ana'],
  },
});

test('the ordinary way of taking part needs no words', () => {
  expect(howWords(PLAIN)).toEqual([]);
});

test('what was told to facilitators only never stands among what everybody knows', () => {
  const desk = new FakeDesk({
    ...people({ bo: 'Bo', ana: 'Ana' }),
    ...own({ ...PLAIN, dontCallOnMe: true }),
  });
  expect(toldBy(desk, 'bo')).toEqual({
    openly: [],
    privately: ['please don’t call on me'],
    needs: 'captions',
    optedOut: true,
    buddies: ['Ana'],
  });
});

test('what was told to the group is not said a second time as private', () => {
  const how: TakingPart = { ...PLAIN, voice: 'chat', audience: 'group' };
  const desk = new FakeDesk({ ...people({ bo: ['Bo', { takingPart: how }] }), ...own(how) });
  expect(toldBy(desk, 'bo')).toMatchObject({ openly: ['chat rather than voice'], privately: [] });
});

test('the assistant is sent nothing private, and gets no empty words for it', () => {
  const desk = new FakeDesk(people({ bo: 'Bo' }));
  expect(toldBy(desk, 'bo')).toEqual({ openly: [], privately: [], needs: '', optedOut: false, buddies: [] });
});
