import type { RoundEntry } from '$protocol';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { contextOf, FakeDesk, people } from '../desk/fake.ts';
import RoundForm from './RoundForm.svelte';
import RoundRun from './RoundRun.svelte';

const ROUND: RoundEntry = {
  id: 'r1',
  purpose: 'check_in',
  kind: 'in_turn',
  prompt: 'How are you?',
  scale: 'one_word',
  state: 'running',
  order: ['ana', 'bo'],
  turn: 'bo',
  turnSince: 980_000,
  standings: { ana: 'passed', bo: 'waiting' },
};

function deskWithPrivateAnswer(): FakeDesk {
  return new FakeDesk({
    ...people({ ana: 'Ana', bo: 'Bo' }),
    round: { t: 'round', ...ROUND },
    round_detail: { t: 'round_detail', id: 'r1', standings: { ana: 'private', bo: 'waiting' } },
    'answer/r1/ana': {
      t: 'answer',
      round: 'r1',
      person: 'ana',
      words: 'shaky',
      audience: 'facilitators',
      passed: false,
    },
  });
}

describe('running a round', () => {
  test('a private answer is marked as one, in words', () => {
    render(RoundRun, { props: { round: ROUND }, context: contextOf(deskWithPrivateAnswer()) });
    const row = within(screen.getByText('Ana').closest('li')!);
    expect(row.getByText('For facilitators only')).toBeTruthy();
    expect(row.getByText('Only facilitators see this')).toBeTruthy();
  });

  test('the turn goes on with one press, or a person is put later', async () => {
    const desk = deskWithPrivateAnswer();
    render(RoundRun, { props: { round: ROUND }, context: contextOf(desk) });
    await fireEvent.click(screen.getByRole('button', { name: 'Next person' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Later Bo' }));
    expect(desk.asked).toEqual([
      { about: 'rounds', ask: { t: 'next', round: 'r1' } },
      { about: 'rounds', ask: { t: 'put_later', round: 'r1', person: 'bo' } },
    ]);
  });

  test('ending it asks once more and says who has not answered', async () => {
    const desk = deskWithPrivateAnswer();
    render(RoundRun, { props: { round: ROUND }, context: contextOf(desk) });
    await fireEvent.click(screen.getByRole('button', { name: 'End the round' }));
    expect(within(screen.getByRole('dialog')).getByText(/1 person has not answered/u)).toBeTruthy();
    expect(desk.asked).toEqual([]);
  });
});

describe('starting a round', () => {
  test('a suggested question can be taken as it is', async () => {
    const desk = new FakeDesk();
    render(RoundForm, { props: {}, context: contextOf(desk) });
    await fireEvent.click(screen.getByRole('button', { name: 'How are you arriving today?' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Start the round' }));
    expect(desk.asked).toMatchObject([
      {
        about: 'rounds',
        ask: { t: 'start', round: { prompt: 'How are you arriving today?', suggestedSeconds: 60 } },
      },
    ]);
  });

  test('without a question nothing is sent, and the field says what it needs', async () => {
    const desk = new FakeDesk();
    render(RoundForm, { props: {}, context: contextOf(desk) });
    await fireEvent.click(screen.getByRole('button', { name: 'Start the round' }));
    expect(desk.asked).toEqual([]);
    expect(screen.getByText('Please write a question or choose one below.')).toBeTruthy();
  });
});
