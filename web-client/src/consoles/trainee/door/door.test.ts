import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Home } from '$protocol';
import Door from './Door.svelte';
import Knock from './Knock.svelte';

const home: Home = {
  person: 'sam',
  name: 'Sam',
  role: 'trainee',
  programme: 'Autumn group',
  timeZone: 'Europe/London',
  sessions: [{ id: 'day', title: 'Listening well', opensAt: 0, startsAt: 0, phase: 'arrival' }],
};

const calls: [string, unknown][] = [];
function answering(status: number, body: unknown): void {
  vi.stubGlobal('fetch', (path: string, { body: sent }: RequestInit) => {
    calls.push([path, JSON.parse(String(sent))]);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
}
beforeEach(() => {
  calls.length = 0;
  history.replaceState(undefined, '', '/j#secret');
});

describe('a personal link', () => {
  test('asks who one is before anything happens, and entering wipes the secret from the address', async () => {
    answering(200, home);
    const onsession = vi.fn();
    render(Door, { secret: 'secret', onsession, onhome: vi.fn() });
    await screen.findByRole('heading', { name: 'Joining as Sam?' });
    expect(calls).toEqual([['/api/door/look', { secret: 'secret' }]]);
    await fireEvent.click(screen.getByRole('button', { name: 'Yes, I am Sam' }));
    await vi.waitFor(() => expect(onsession).toHaveBeenCalledWith('day'));
    expect(calls.at(-1)).toEqual(['/api/door/enter', { secret: 'secret' }]);
    expect(location.hash).toBe('');
  });

  test('with a wrong letter gives one kind sentence', async () => {
    answering(404, { code: 'not_found', sentence: 'No.' });
    render(Door, { secret: 'secres', onsession: vi.fn(), onhome: vi.fn() });
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Please ask your facilitator for a new one.',
    );
  });

  test('without its secret asks for the whole link and calls nobody', async () => {
    answering(200, home);
    render(Door, { secret: '', onsession: vi.fn(), onhome: vi.fn() });
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Please open the link that was sent to you.',
    );
    expect(calls).toEqual([]);
  });
});

describe('knocking', () => {
  test('asks for a name first, and keeps it when the server says no', async () => {
    answering(429, { code: 'too_fast', sentence: 'Please wait a minute.' });
    const onknocked = vi.fn();
    render(Knock, { id: 'day', onknocked });
    await fireEvent.click(screen.getByRole('button', { name: 'Knock' }));
    expect(screen.getByText('Please write your name.')).toBeTruthy();
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Your name' });
    await fireEvent.input(field, { target: { value: 'Robin' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Knock' }));
    expect(await screen.findByText('Please wait a minute.')).toBeTruthy();
    expect(field.value).toBe('Robin');
    expect(onknocked).not.toHaveBeenCalled();
  });
});
