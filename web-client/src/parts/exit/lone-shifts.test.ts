import { expect, test } from 'vitest';
import { LoneShifts } from './lone-shifts.ts';

/** Plays keys like "S" for a lone Shift, "A" for a capital, ". " for a pause, and says whether that leaves the page. */
function leaves(keys: string, apartMs = 200): boolean {
  const shifts = new LoneShifts();
  let now = 0;
  let left = false;
  const press = (type: 'keydown' | 'keyup', key: string, more: Partial<KeyboardEvent> = {}) => {
    now += 20;
    const event = {
      type,
      key,
      repeat: false,
      ctrlKey: false,
      altKey: false,
      metaKey: false,
      isComposing: false,
      ...more,
    };
    left ||= LoneShifts.isEnough(shifts.key(event, now));
  };
  for (const key of keys) {
    now += apartMs;
    if (key === ' ') continue;
    if (key === 'a') {
      press('keydown', 'a');
      press('keyup', 'a');
      continue;
    }
    press('keydown', 'Shift', key === 'C' ? { ctrlKey: true } : {});
    if (key === 'A') press('keydown', 'A');
    if (key === 'R') for (let more = 0; more < 3; more += 1) press('keydown', 'Shift', { repeat: true });
    if (key === 'P') shifts.reset();
    press('keyup', 'Shift');
    if (key === 'A') press('keyup', 'a');
  }
  return left;
}

test('three presses of Shift alone leave the page', () => {
  expect(leaves('SSS')).toBe(true);
  expect(leaves('AaSSS')).toBe(true);
});

test('two do not, nor three that are far apart', () => {
  expect(leaves('SS')).toBe(false);
  expect(leaves('SSS', 800)).toBe(false);
});

test('typing capitals never leaves the page', () => {
  expect(leaves('AAAA')).toBe(false);
  expect(leaves('SASS')).toBe(false);
  expect(leaves('SSASaS')).toBe(false);
});

test('nor does choosing a text with the pointer, or Shift with another modifier, or one that is held', () => {
  expect(leaves('PPP')).toBe(false);
  expect(leaves('CCC')).toBe(false);
  expect(leaves('RRR')).toBe(false);
});
