import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { day } from '../../../dev/feed.ts';
import type { Entry, FeedbackResults as Results } from '$protocol';
import { words } from '$words';
import { contextOf, FakeDesk, people } from '../desk/fake.ts';
import FeedbackCare from './FeedbackCare.svelte';
import FeedbackResults from './FeedbackResults.svelte';
import { marked, written } from './results.ts';

const say = words.feedback.care;

const form = (open: boolean, answers: number, results?: Results): Record<string, Entry> => ({
  feedback: { t: 'feedback', open },
  feedback_results: { t: 'feedback_results', answers, atLeast: 5, ...(results && { results }) },
});

const RESULTS: Results = {
  scales: { overall: [0, 0, 1, 2, 2], pace: [1, 4, 0] },
  texts: { improve: ['more breaks', 'nothing'] },
};

function shows(part: typeof FeedbackCare, entries: Record<string, Entry>) {
  const desk = new FakeDesk({ ...people({ ana: 'Ana', bo: 'Bo' }), session: day(), ...entries });
  render(part, { context: contextOf(desk) });
  return desk;
}

test('the form is opened and closed, and until the end there is a number alone (FEEDBACK1, FEEDBACK3)', async () => {
  const desk = shows(FeedbackCare, {});
  await fireEvent.click(screen.getByRole('button', { name: say.open }));
  desk.put(form(true, 1));
  await fireEvent.click(await screen.findByRole('button', { name: say.close }));
  expect(desk.asked).toEqual([
    { about: 'feedback', ask: { t: 'open' } },
    { about: 'feedback', ask: { t: 'close' } },
  ]);
  expect(screen.getByText(say.sent(1, 2))).toBeTruthy();
});

test('of four answers it says that there are too few, and of five what they say (FEEDBACK3)', () => {
  shows(FeedbackResults, form(false, 4));
  expect(screen.getByText(say.tooFew(5))).toBeTruthy();
  document.body.replaceChildren();
  shows(FeedbackResults, form(false, 5, RESULTS));
  expect(screen.getByText('4.2 of 5 on average, 5 answers')).toBeTruthy();
  expect(screen.getByText('more breaks')).toBeTruthy();
});

test('when its time is over it says so', () => {
  shows(FeedbackResults, form(false, 9));
  expect(screen.getByText(say.gone)).toBeTruthy();
});

test('a mean stands only where steps go from low to high', () => {
  const [overall, pace] = marked(RESULTS);
  expect([overall?.mean, pace?.mean]).toEqual([4.2, undefined]);
  expect(pace?.bars[1]).toEqual({ label: 'Right', count: 4, share: 0.8 });
  expect(written(RESULTS)).toEqual([{ text: 'improve', all: ['more breaks', 'nothing'] }]);
});
