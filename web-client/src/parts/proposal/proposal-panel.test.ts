import type { ProposalEntry } from '$protocol';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { contextOf, FakeDesk, people, refused } from '../desk/fake.ts';
import ProposalPanel from './ProposalPanel.svelte';

const PROPOSAL: ProposalEntry = {
  id: 'p1',
  version: 3,
  at: 0,
  happened: [{ person: 'gwen', what: 'dropped', room: 'r3' }],
  options: [
    {
      moves: [{ person: 'hana', from: 'r3', to: 'r4' }],
      summary: '1 person moves.',
      reasons: ['Hana would be alone.'],
    },
    { moves: [], summary: 'Wait for Gwen.', reasons: [] },
  ],
  state: 'open',
  waiting: [],
};

function show(given: Partial<ProposalEntry> = {}) {
  const room = (id: string, name: string) => ({
    [`room/${id}`]: { t: 'room' as const, id, name, people: [] },
  });
  const desk = new FakeDesk({
    ...people({ gwen: 'Gwen', hana: 'Hana', ruth: ['Ruth', { role: 'facilitator' }] }),
    ...room('r3', 'Room 3'),
    ...room('r4', 'Room 4'),
  });
  render(ProposalPanel, { props: { proposal: { ...PROPOSAL, ...given } }, context: contextOf(desk) });
  return desk;
}

describe('a suggested move', () => {
  test('says what happened, who moves where, and why', () => {
    show();
    expect(screen.getByText('Gwen lost the connection in Room 3')).toBeTruthy();
    expect(screen.getByText('Hana: Room 3 → Room 4')).toBeTruthy();
    expect(screen.getByText('Hana would be alone.')).toBeTruthy();
  });

  test('is applied with one press, naming the version that was before the eyes (MOVE3)', async () => {
    const desk = show();
    await fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
    expect(desk.asked).toEqual([
      { about: 'moves', ask: { t: 'apply', proposal: 'p1', version: 3, option: 0 } },
    ]);
  });

  test('an alternative is applied by its own number', async () => {
    const desk = show();
    await fireEvent.click(screen.getByRole('button', { name: 'Apply this one' }));
    expect(desk.asked).toMatchObject([{ ask: { option: 1 } }]);
  });

  test('a stale one is refused beside its button', async () => {
    const desk = show();
    desk.answers = [refused('Somebody else has dropped out since. Please look again.', 'stale')];
    await fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Please look again.');
  });

  test('when no way keeps every rule it says so, and offers nothing to apply (R22)', () => {
    show({ options: [], clash: 'Gwen and Hana are kept apart.' });
    expect(screen.getByText('Gwen and Hana are kept apart.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Apply' })).toBeNull();
  });

  test('names who asked to stay, and can be undone', () => {
    show({ state: 'announced', applied: 0, decidedBy: 'ruth', waiting: ['hana'] });
    expect(screen.getByText('Hana asked to stay or for a moment.')).toBeTruthy();
    expect(screen.getByText('Applied by Ruth')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy();
  });
});
