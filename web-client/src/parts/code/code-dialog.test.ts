import { render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import CodeDialog from './CodeDialog.svelte';

const asha = { id: 'asha', name: 'Asha' };

test('a code is asked for once and shown in two groups that are spelt', async () => {
  const calls: [string, unknown][] = [];
  vi.stubGlobal('fetch', (path: string, { body }: RequestInit) => {
    calls.push([path, JSON.parse(String(body))]);
    return Promise.resolve(new Response(JSON.stringify({ code: 'K7M3 9QXD', until: 0 })));
  });
  render(CodeDialog, { path: '/api/session/day/code', person: asha, onclose: vi.fn() });
  expect((await screen.findByText('K7M3')).getAttribute('aria-label')).toBe('K 7 M 3');
  expect(screen.getByText('9QXD')).toBeTruthy();
  expect(calls).toEqual([['/api/session/day/code', { person: 'asha' }]]);
});

test('a refusal is said', async () => {
  const refusal = { code: 'too_fast', sentence: 'Please wait a minute.' };
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(refusal), { status: 429 })));
  render(CodeDialog, { path: '/api/session/day/code', person: asha, onclose: vi.fn() });
  expect((await screen.findByRole('alert')).textContent).toBe('Please wait a minute.');
});
