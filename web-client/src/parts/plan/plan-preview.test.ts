import type { PlanEntry } from '$protocol';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { contextOf, FakeDesk, KEPT, people, refused } from '../desk/fake.ts';
import PlanPreview from './PlanPreview.svelte';

const PLAN: PlanEntry = {
  version: 7,
  kind: 'random',
  prompt: 'Talk',
  minutes: 10,
  rooms: [
    { id: 'r1', name: 'Room 1', people: ['ana', 'bo', 'cai'] },
    { id: 'r2', name: 'Room 2', people: ['dee'] },
  ],
  unplaced: ['eli'],
  notes: [{ people: ['dee'], sentence: 'Dee would be alone.', warning: true }],
  cost: 'Nobody meets somebody they have met before, 1 person is alone.',
  why: [{ person: 'ana', sentence: 'Ana has not met Bo or Cai yet.' }],
  without: [],
};

function show() {
  const desk = new FakeDesk({
    ...people({ ana: 'Ana', bo: 'Bo', cai: 'Cai', dee: 'Dee', eli: 'Eli' }),
    plan: { t: 'plan', ...PLAN },
  });
  render(PlanPreview, { props: { plan: PLAN }, context: contextOf(desk) });
  return desk;
}

const room = (name: string) => within(screen.getByRole('region', { name }));

describe('the preview of rooms', () => {
  test('moves a person by keyboard, through the menu beside the name', async () => {
    const desk = show();
    await fireEvent.click(screen.getByRole('button', { name: 'Move Eli' }));
    const choices = screen.getAllByRole('menuitem', { name: 'Move to Room 2', hidden: true });
    await fireEvent.click(choices[0]!);
    const [edit] = desk.asked;
    expect(edit).toMatchObject({ about: 'rooms', ask: { t: 'edit_plan', version: 7 } });
    expect(room('In no room yet').queryByText('Eli')).toBeTruthy();
  });

  test('says what to look at first, and where somebody would be alone', () => {
    show();
    expect(screen.getByText('Dee would be alone.')).toBeTruthy();
    expect(room('Room 2').getByText('Nobody should be alone')).toBeTruthy();
    expect(room('Room 1').queryByText('Nobody should be alone')).toBeNull();
  });

  test('opens only after one question that says how many go where', async () => {
    const desk = show();
    await fireEvent.click(screen.getByRole('button', { name: 'Open the rooms' }));
    expect(desk.asked).toEqual([]);
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText(/4 people go to 2 rooms in 20 seconds/u)).toBeTruthy();
    await fireEvent.click(dialog.getByRole('button', { name: 'Open in 20 s' }));
    expect(desk.asked).toEqual([{ about: 'rooms', ask: { t: 'open', version: 7, noticeSeconds: 20 } }]);
  });

  test('a notice that was typed is the one that is sent; one out of range is said at the field', async () => {
    const desk = show();
    const notice = screen.getByRole('spinbutton', { name: 'Seconds of notice' });
    await fireEvent.input(notice, { target: { value: '3' } });
    expect(screen.getByText('Please give a number from 5 to 300.')).toBeTruthy();
    await fireEvent.input(notice, { target: { value: '45' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Open the rooms' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Open in 45 s' }));
    expect(desk.asked).toMatchObject([{ ask: { t: 'open', noticeSeconds: 45 } }]);
  });

  test('undoing the move of a lead makes them lead again', async () => {
    const desk = new FakeDesk(people({ ana: 'Ana', bo: 'Bo', cai: 'Cai', dee: 'Dee', eli: 'Eli' }));
    const plan = { ...PLAN, rooms: PLAN.rooms.map((room) => ({ ...room, lead: room.people[0]! })) };
    desk.put({ plan: { t: 'plan', ...plan } });
    desk.ask = async (command) => {
      if (command.about !== 'rooms' || command.ask.t !== 'edit_plan') return refused('not this');
      const { version, rooms } = command.ask;
      desk.put({ plan: { t: 'plan', ...plan, version: version + 1, rooms } });
      return KEPT;
    };
    const lead = () => desk.one('plan', 'plan')?.rooms[0]?.lead;
    render(PlanPreview, { props: { plan }, context: contextOf(desk) });
    const out = screen.getAllByRole('menuitem', { name: 'Take out of the rooms', hidden: true });
    await fireEvent.click(out[0]!);
    await expect.poll(lead).toBeUndefined();
    await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await expect.poll(lead).toBe('ana');
  });
});
