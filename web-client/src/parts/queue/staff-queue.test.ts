import type { Entry, FlagEntry } from '$protocol';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { contextOf, FakeDesk, people, refused } from '../desk/fake.ts';
import StaffQueue from './StaffQueue.svelte';

const cast = people({
  bo: 'Bo',
  asha: 'Asha',
  ruth: ['Ruth', { role: 'facilitator' }],
  sam: ['Sam', { role: 'facilitator' }],
});

function flag(given: Partial<FlagEntry> = {}): Record<string, Entry> {
  const entry: FlagEntry = {
    id: 'f1',
    kind: 'worried_about_someone',
    by: 'bo',
    about: 'asha',
    at: 990_000,
    words: 'She went quiet.',
    quotes: [],
    state: 'open',
    seenBy: [],
    notes: [],
    overdue: false,
    escalated: false,
    ...given,
  };
  return { 'flag/f1': { t: 'flag', ...entry } };
}

function show(desk: FakeDesk, props: { strip?: boolean } = {}) {
  return render(StaffQueue, { props, context: contextOf(desk) });
}

describe('a flag in the queue', () => {
  test('is claimed with one press', async () => {
    const desk = new FakeDesk({ ...cast, ...flag() });
    show(desk);
    await fireEvent.click(screen.getByRole('button', { name: 'I’ll take it' }));
    expect(desk.asked).toEqual([{ about: 'flags', ask: { t: 'claim', flag: 'f1' } }]);
  });

  test('is resolved only by the one who has it, and the words typed survive a refusal (FLAG3)', async () => {
    const desk = new FakeDesk({ ...cast, ...flag({ state: 'claimed', claimedBy: 'ruth' }) });
    desk.answers = [refused('Sam has taken this over.')];
    show(desk);
    await fireEvent.click(screen.getByRole('button', { name: 'Resolve' }));
    const field = screen.getByRole('textbox', { name: 'Resolve' });
    await fireEvent.input(field, { target: { value: 'We talked.' } });
    const [, send] = screen.getAllByRole('button', { name: 'Resolve' });
    await fireEvent.click(send!);
    expect(desk.asked).toEqual([{ about: 'flags', ask: { t: 'resolve', flag: 'f1', words: 'We talked.' } }]);
    expect(await screen.findByText('Sam has taken this over.')).toBeTruthy();
    expect((field as HTMLTextAreaElement).value).toBe('We talked.');
  });

  test('that a colleague has can be taken over, after one question', async () => {
    const desk = new FakeDesk({ ...cast, ...flag({ state: 'claimed', claimedBy: 'sam' }) });
    show(desk);
    expect(screen.getByText('With Sam')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Resolve' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Take over' }));
    expect(desk.asked).toEqual([]);
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText('Sam has this at the moment. Take it over?')).toBeTruthy();
    await fireEvent.click(dialog.getByRole('button', { name: 'Take over' }));
    expect(desk.asked).toEqual([{ about: 'flags', ask: { t: 'claim', flag: 'f1' } }]);
  });

  test('that was taken back stays in sight of staff, with nothing left to do (FLAG6)', () => {
    const desk = new FakeDesk({ ...cast, ...flag({ state: 'withdrawn', words: '' }) });
    show(desk);
    expect(screen.getByText('Looked after today (1)')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'I’ll take it' })).toBeNull();
  });
});

describe('a call for help in the queue', () => {
  test('whose taker has gone is open again, says so, and is to be taken (ROOM7)', async () => {
    const help = { by: 'bo', at: 900_000, words: 'Stuck', state: 'called', again: true } as const;
    const room = { id: 'r1', prompt: '', watch: 'hands_off', shareBack: '' } as const;
    const inside: Entry = { t: 'inside', ...room, visitors: [], done: [], help };
    const desk = new FakeDesk({ ...cast, 'inside/r1': inside });
    show(desk);
    expect(screen.getByText('Whoever was coming is not here any more.')).toBeTruthy();
    expect(screen.getByText('Nobody has taken this yet')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'I’m coming' }));
    expect(desk.asked).toEqual([{ about: 'rooms', ask: { t: 'take_help', room: 'r1' } }]);
  });
});

describe('the queue as a strip', () => {
  test('shows the first item and opens to all of them', async () => {
    const desk = new FakeDesk({ ...cast, ...flag() });
    show(desk, { strip: true });
    expect(screen.getByText('Worried about someone, from Bo')).toBeTruthy();
    expect(screen.queryByText('She went quiet.')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Show all (1)' }));
    expect(screen.getByText('She went quiet.')).toBeTruthy();
  });

  test('says how many wait in the title of the tab, where staff see it beside the call', () => {
    document.title = 'Listening well';
    show(new FakeDesk({ ...cast, ...flag() }), { strip: true });
    expect(document.title).toBe('(1) Listening well');
  });

  test('for the assistant there is no empty place for what they are not sent', () => {
    const desk = new FakeDesk(cast);
    desk.facilitates = false;
    show(desk);
    expect(screen.getByText('Nothing waits.')).toBeTruthy();
    expect(screen.queryByText(/wellbeing|private/iu)).toBeNull();
  });
});
