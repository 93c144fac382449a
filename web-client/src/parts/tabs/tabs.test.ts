import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import Tabs from './Tabs.svelte';

const panel = createRawSnippet<[string]>(() => ({ render: () => '<p>A view.</p>' }));
const tabs = [
  { id: 'now', label: 'Now' },
  { id: 'chat', label: 'Chat', count: 3, countWords: '3 new messages' },
];

test('an arrow moves and shows the next view', async () => {
  const onselect = vi.fn();
  render(Tabs, { label: 'The session', tabs, panel, onselect });
  const now = screen.getByRole('tab', { name: 'Now' });
  expect(now.getAttribute('aria-selected')).toBe('true');
  now.focus();
  await fireEvent.keyDown(now, { key: 'ArrowRight' });
  const chat = screen.getByRole('tab', { name: /^Chat/ });
  expect(document.activeElement).toBe(chat);
  expect(onselect).toHaveBeenCalledExactlyOnceWith('chat');
  expect(screen.getByRole('tabpanel', { name: /^Chat/ })).toBeTruthy();
  expect(now.tabIndex).toBe(-1);
});

test('a count is heard in words', () => {
  render(Tabs, { label: 'The session', tabs, panel });
  expect(screen.getByRole('tab', { name: 'Chat 3 new messages' })).toBeTruthy();
});
