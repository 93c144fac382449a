import { expect, test } from 'vitest';
import { ownPage, sessionAt } from './where.ts';

const ID = '0191d0c8-0000-7000-8000-000000000001';

test('a staff page knows its session from its address, and nothing else is one', () => {
  expect(sessionAt(`/facilitator/${ID}`)).toBe(ID);
  expect(sessionAt(`/support/${ID}/`)).toBe(ID);
  expect([sessionAt('/facilitator/'), sessionAt(`/session/${ID}`), sessionAt('/support/x')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('somebody on another role’s page is shown the way to their own', () => {
  expect(ownPage('facilitator', 'facilitator', ID)).toBeUndefined();
  expect(ownPage('support', 'facilitator', ID)).toBe(`/support/${ID}`);
  expect(ownPage('trainee', 'support', ID)).toBe(`/session/${ID}`);
});
