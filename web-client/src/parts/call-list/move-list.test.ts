import type { CallEntry, Entry } from '$protocol';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { contextOf, FakeDesk, people } from '../desk/fake.ts';
import MoveList from './MoveList.svelte';
import { nextSpare } from './call-list.ts';

const LIST: CallEntry = {
  steps: [
    { kind: 'assign', person: 'asha', to: 'Room 1' },
    { kind: 'move', person: 'ben', from: 'Room 2', to: 'Room 1' },
  ],
  done: [],
  off: [],
  rooms: ['Room 1', 'Room 2'],
  placed: 1,
};

function show(list: Partial<CallEntry> = {}): FakeDesk {
  const call: Entry = { t: 'call', ...LIST, ...list };
  const desk = new FakeDesk({ ...people({ asha: 'Asha', ben: 'Ben', sol: 'Sol' }), call });
  render(MoveList, { props: { open: true }, context: contextOf(desk) });
  return desk;
}

describe('the move list', () => {
  test('says each step as a whole sentence, and ticking it says where the person is now', async () => {
    const desk = show();
    expect(screen.getByText('Move Ben from Room 2 to Room 1')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /^Done ?: Assign Asha to Room 1/ }));
    expect(desk.asked).toEqual([{ about: 'call', ask: { t: 'placed', person: 'asha', room: 'Room 1' } }]);
  });

  test('goes on to the next step with the focus when one is ticked', async () => {
    const desk = show();
    const ask = desk.ask.bind(desk);
    desk.ask = async (command) => {
      desk.put({ call: { t: 'call', ...LIST, steps: LIST.steps.slice(1) } });
      return ask(command);
    };
    await fireEvent.click(screen.getByRole('button', { name: /^Done ?: Assign/ }));
    await expect.poll(() => document.activeElement?.textContent).toMatch(/Done\s*: Move Ben/);
  });

  test('somebody who is not on the call, and a tick taken back, are said with their names', async () => {
    const done = {
      number: 4,
      by: 'sol',
      at: 0,
      what: 'placed' as const,
      people: 1,
      person: 'asha',
      to: 'Room 1',
    };
    const desk = show({ done: [done], off: ['ben'], steps: [] });
    await fireEvent.click(screen.getByRole('button', { name: 'Ben is on the call' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Take back: Asha is in Room 1', hidden: true }));
    expect(desk.asked.map((command) => command.ask.t)).toEqual(['on_call', 'take_back']);
  });

  test('is not there at all before any rooms are', () => {
    const desk = new FakeDesk();
    render(MoveList, { context: contextOf(desk) });
    expect(screen.queryByText('Move list for the call')).toBeNull();
  });

  test('spare rooms get names of their own', () => {
    const room = (name: string) => ({ id: name, name, people: [] });
    expect(nextSpare([room('Room 1'), room('Spare 1')])).toBe('Spare 2');
  });
});
