import { expect, test } from 'vitest';
import { whereIs } from './where.ts';

const ID = '0190b0a0-0000-7000-8000-000000000001';

test('a personal link leads to the door with its secret', () => {
  expect(whereIs('/j', '#abc')).toEqual({ at: 'door', secret: 'abc' });
});

test('a session has its own address', () => {
  expect(whereIs(`/session/${ID}`, '')).toEqual({ at: 'session', id: ID });
});

test('everything else is home', () => {
  expect(whereIs('/', '')).toEqual({ at: 'home' });
  expect(whereIs('/session/nonsense', '')).toEqual({ at: 'home' });
});
