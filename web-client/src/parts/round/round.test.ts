import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { Feed, me, person, round, sessionOver } from '../../../dev/feed.ts';
import type { RoundEntry } from '$protocol';
import { memoryShelf } from '$live/shelf.ts';
import RoundPanel from './RoundPanel.svelte';

function roundOfBo(more: Partial<RoundEntry> = {}, shelf = memoryShelf()) {
  const feed = new Feed();
  feed.show('person:bo', 'me', me('bo', 'Bo'));
  for (const [id, name] of [
    ['asha', 'Asha'],
    ['bo', 'Bo'],
    ['chen', 'Chen'],
  ] as const)
    feed.show('group', `person/${id}`, person(id, name));
  feed.show('group', 'round', round(more));
  const session = sessionOver(feed, 'bo', shelf);
  render(RoundPanel, { session });
  return { feed, session, shelf };
}
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
const type = (name: RegExp, value: string) => fireEvent.input(field(name), { target: { value } });

describe('in turn', () => {
  test('at one’s turn one can answer, pass, or come later', async () => {
    const { feed } = roundOfBo();
    expect(screen.getByText('It is your turn')).toBeTruthy();
    await type(/One word/, 'hopeful');
    await press('Answer');
    expect(feed.asked).toEqual([
      { about: 'rounds', ask: { t: 'answer', round: 'round', words: 'hopeful', audience: 'group' } },
    ]);
  });

  test('passing needs no words and no reason (ROUND2)', async () => {
    const { feed } = roundOfBo();
    await press('Pass');
    expect(feed.asked).toEqual([{ about: 'rounds', ask: { t: 'pass', round: 'round' } }]);
  });

  test('before one’s turn one may write, and it stays until then', async () => {
    const { shelf } = roundOfBo({
      turn: 'asha',
      standings: { asha: 'waiting', bo: 'waiting', chen: 'waiting' },
    });
    expect(screen.getByText(/It is Asha’s turn. You are next/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Answer' })).toBeNull();
    await type(/One word/, 'hopeful');
    document.body.replaceChildren();
    roundOfBo({}, shelf);
    expect(field(/One word/).value).toBe('hopeful');
    expect(screen.getByRole('button', { name: 'Answer' })).toBeTruthy();
  });

  test('nobody can see from the order whether somebody passed or answered privately', () => {
    const { feed, session } = roundOfBo({ standings: { asha: 'passed', bo: 'waiting', chen: 'waiting' } });
    expect(screen.getByText('passed')).toBeTruthy();
    expect(session.answers.size).toBe(0);
    expect(feed.asked).toEqual([]);
  });
});

describe('who can read it', () => {
  test('a plain sentence follows the choice, before anything is sent', async () => {
    const { feed } = roundOfBo();
    expect(screen.getByText(/^Everyone in the session can read this/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('radio', { name: /Facilitators only/ }));
    expect(screen.getByText(/looks the same as a pass/)).toBeTruthy();
    await type(/One word/, 'tired');
    await press('Answer');
    expect(feed.asked[0]).toMatchObject({ ask: { audience: 'facilitators' } });
  });

  test('in a quiet round there is no choice: only facilitators read it', async () => {
    const { feed } = roundOfBo({ kind: 'quiet', turn: undefined, scale: 'weather' });
    expect(screen.queryByRole('radio', { name: /Everyone here/ })).toBeNull();
    await fireEvent.click(screen.getByRole('radio', { name: 'Cloudy' }));
    await press('Answer');
    expect(feed.asked[0]).toMatchObject({ ask: { value: 3, audience: 'facilitators' } });
  });
});

describe('afterwards', () => {
  test('a refusal keeps what was written', async () => {
    const { feed } = roundOfBo();
    await type(/One word/, 'hopeful');
    await press('Answer');
    await feed.refuse('That is a little long.');
    expect(screen.getByText('That is a little long.')).toBeTruthy();
    expect(field(/One word/).value).toBe('hopeful');
  });

  test('nothing chosen is said kindly and sends nothing', async () => {
    const { feed } = roundOfBo({ scale: 'battery' });
    await press('Answer');
    expect(screen.getByText('Choose or write something first, or pass.')).toBeTruthy();
    expect(feed.asked).toEqual([]);
  });

  test('one can stay out of rounds for the day, and come back in', async () => {
    const { feed } = roundOfBo();
    await press('No rounds for me today');
    expect(feed.asked[0]).toEqual({ about: 'rounds', ask: { t: 'opt_out', on: true } });
    feed.show('person:bo', 'me', me('bo', 'Bo', { optedOut: true }));
    expect(await screen.findByText('You are not taking part in rounds today.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Take part in rounds again' })).toBeTruthy();
  });
});
