import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Home } from '$protocol';
import { Exit } from '$parts/exit/exit.ts';
import { Quiet } from '$parts/quiet/quiet.svelte.ts';
import Door from './Door.svelte';
import HomePage from './HomePage.svelte';
import Knock from './Knock.svelte';
import Waiting from './Waiting.svelte';

const home: Home = {
  person: 'sam',
  name: 'Sam',
  role: 'trainee',
  programme: 'Autumn group',
  timeZone: 'Europe/London',
  waiting: false,
  sessions: [{ id: 'day', title: 'Listening well', opensAt: 0, startsAt: 0, phase: 'arrival' }],
};

const calls: [string, unknown][] = [];
function answering(status: number, body: unknown): void {
  vi.stubGlobal('fetch', (path: string, { body: sent }: RequestInit) => {
    calls.push([path, JSON.parse(String(sent))]);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
}
/** Goes through the time that a page lets pass before it asks again. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
afterEach(() => vi.useRealTimers());
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
    answering(409, { code: 'too_late', sentence: 'This day is over.' });
    const onknocked = vi.fn();
    render(Knock, { id: 'day', onknocked });
    await fireEvent.click(screen.getByRole('button', { name: 'Knock' }));
    expect(screen.getByText('Please write your name.')).toBeTruthy();
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Your name' });
    await fireEvent.input(field, { target: { value: 'Robin' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Knock' }));
    expect(await screen.findByText('This day is over.')).toBeTruthy();
    expect(field.value).toBe('Robin');
    expect(onknocked).not.toHaveBeenCalled();
  });

  test('at a busy door goes on by itself until it is heard, and nothing needs to be pressed again', async () => {
    vi.useFakeTimers();
    answering(429, { code: 'too_fast', sentence: 'Please wait.' });
    const onknocked = vi.fn();
    render(Knock, { id: 'day', onknocked });
    await fireEvent.input(screen.getByRole('textbox', { name: 'Your name' }), { target: { value: 'Robin' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Knock' }));
    await pass(0);
    expect(screen.getByText(/This page keeps trying for you/)).toBeTruthy();
    expect(screen.queryByText('Please wait.')).toBeNull();
    await pass(3_000);
    expect(calls.length).toBeGreaterThan(1);
    expect(onknocked).not.toHaveBeenCalled();
    answering(200, {});
    await pass(3_000);
    expect(onknocked).toHaveBeenCalledOnce();
    expect(new Set(calls.map((call) => JSON.stringify(call)))).toEqual(
      new Set([JSON.stringify(['/api/session/day/knock', { name: 'Robin' }])]),
    );
    const knocks = calls.length;
    await pass(10_000);
    expect(calls).toHaveLength(knocks);
  });

  test('ends with the page', async () => {
    vi.useFakeTimers();
    answering(429, { code: 'too_fast', sentence: 'Please wait.' });
    const { unmount } = render(Knock, { id: 'day', onknocked: vi.fn() });
    await fireEvent.input(screen.getByRole('textbox', { name: 'Your name' }), { target: { value: 'Robin' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Knock' }));
    await pass(0);
    unmount();
    await pass(10_000);
    expect(calls).toHaveLength(1);
  });
});

describe('a second device that waits', () => {
  test('is told once that it was not let in, and what to do', async () => {
    vi.useFakeTimers();
    answering(404, { code: 'not_found', sentence: 'This device was not let in. If that is a mistake, …' });
    render(Waiting, { home: { ...home, waiting: true }, onin: vi.fn(), onhome: vi.fn() });
    await pass(2_000);
    expect(screen.getAllByText(/was not let in/)).toHaveLength(1);
    expect(screen.getByRole('alert').textContent).toContain('open your link again');
    const asked = calls.length;
    await pass(10_000);
    expect(calls).toHaveLength(asked);
  });
});

describe('the first page of whoever is in', () => {
  test('leaves nothing in the tab of whoever was in before, and keeps their own', async () => {
    sessionStorage.setItem('draft/asha/day/flag', 'It is too much');
    sessionStorage.setItem('outbox/asha/day/waiting', '[{"words":"On its way"}]');
    sessionStorage.setItem('draft/sam/day/flag', 'Mine');
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(home)));
    render(HomePage, { exit: new Exit(), quiet: new Quiet(), onsession: vi.fn() });
    await screen.findByRole('heading', { name: /Sam/ });
    expect(Object.keys(sessionStorage)).toEqual(['draft/sam/day/flag']);
    sessionStorage.clear();
  });
});
