import { describe, expect, test, vi } from 'vitest';
import { Drafts } from '$live/drafts.svelte.ts';
import { memoryShelf } from '$live/shelf.ts';
import type { Command, Outcome } from '$protocol';
import { Announcer } from '../announcer/announcer.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { hearOld } from './old-answers.ts';

const KEPT: Outcome = { t: 'kept' };
const REFUSED: Outcome = { t: 'refused', refusal: { code: 'not_now', sentence: 'The day is over.' } };
const flag: Command = { about: 'flags', ask: { t: 'raise', kind: 'need_support', words: 'It is too loud' } };
const help: Command = { about: 'rooms', ask: { t: 'call_help', room: 'fern', words: 'We are stuck' } };
const post: Command = { about: 'chat', ask: { t: 'post', channel: { t: 'main' }, words: 'Morning' } };
const hand: Command = { about: 'people', ask: { t: 'raise_hand', way: 'voice', words: '' } };

function page() {
  const drafts = new Drafts(memoryShelf(), 'day', () => 'bo');
  const notices = new Notices(new Announcer());
  const onflag = vi.fn();
  const hear = (command: Command, outcome: Outcome) => hearOld(drafts, command, outcome, onflag, notices);
  return {
    drafts,
    hear,
    notices,
    onflag,
    told: () => notices.list.map(({ words, tone }) => `${tone}: ${words}`),
  };
}

describe('what was refused after the page was loaded again', () => {
  test.each([
    ['a flag', flag, 'flag', 'It is too loud', /^urgent: Your flag .* The day is over\. .*Raise a flag/],
    [
      'a call for help',
      help,
      'help:fern',
      'We are stuck',
      /^urgent: Your call for help .* The day is over\./,
    ],
    ['a message', post, 'main', 'Morning', /^urgent: A message .* The day is over\./],
  ] as const)(
    '%s is told in a notice that stays, and its words are back',
    (_, command, place, said, notice) => {
      const { drafts, hear, told } = page();
      hear(command, REFUSED);
      expect(drafts.get(place)).toBe(said);
      expect(told()).toEqual([expect.stringMatching(notice)]);
    },
  );

  test('from the notice about a flag its form opens again, about the same person', () => {
    const { hear, notices, onflag } = page();
    hear(
      { about: 'flags', ask: { t: 'raise', kind: 'worried_about_someone', about: 'asha', words: '' } },
      REFUSED,
    );
    hear(help, REFUSED);
    const [aboutFlag, aboutHelp] = notices.list;
    expect([aboutFlag?.way?.label, aboutHelp?.way]).toEqual(['Raise it again', undefined]);
    notices.go(aboutFlag!);
    expect(onflag).toHaveBeenCalledExactlyOnceWith('asha');
    expect(notices.list).toEqual([aboutHelp]);
  });

  test('words that still stand in their box are not doubled', () => {
    const { drafts, hear } = page();
    drafts.set('flag', 'It is too loud, please come');
    hear(flag, REFUSED);
    expect(drafts.get('flag')).toBe('It is too loud, please come');
  });

  test('whatever else it was, its sentence is told', () => {
    const { hear, told } = page();
    hear(hand, REFUSED);
    expect(told()).toEqual([expect.stringContaining('The day is over.')]);
  });

  test('many messages refused for one reason push no flag off the page', () => {
    const { hear, told } = page();
    hear(flag, REFUSED);
    for (let n = 0; n < 5; n += 1) hear(post, REFUSED);
    hear(help, REFUSED);
    hear(hand, REFUSED);
    expect(told()).toHaveLength(4);
    expect(told()[0]).toContain('Your flag');
  });
});

test('a flag that was kept leaves its box, and what was begun since stays', () => {
  const { drafts, hear, told } = page();
  drafts.set('flag', 'It is too loud');
  hear(flag, KEPT);
  expect(drafts.get('flag')).toBe('');
  drafts.set('flag', 'Something else');
  hear(flag, KEPT);
  drafts.set('main', 'Morning');
  hear(post, KEPT);
  expect([drafts.get('flag'), drafts.get('main')]).toEqual(['Something else', 'Morning']);
  expect(told()).toEqual([]);
});
