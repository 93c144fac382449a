import { expect, test, vi } from 'vitest';
import { Organiser } from './organiser.svelte.ts';

test('who sets out for the provider and does not come back leaves no invitation to whoever is here next', async () => {
  sessionStorage.setItem(
    'alongside-trip',
    JSON.stringify({ path: '/organiser', invitation: 'secret', name: 'Morag' }),
  );
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({}, { status: 401 })));
  history.replaceState(null, '', '/organiser');
  await new Organiser().start();
  expect(sessionStorage.length).toBe(0);
});
