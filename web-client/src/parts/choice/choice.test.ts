import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import Choice from './Choice.svelte';

const options = [
  { value: 'voice', label: 'Voice is fine' },
  { value: 'chat', label: 'Chat only', hint: 'I type.' },
];

test('what is chosen is told once and shown', async () => {
  const onchange = vi.fn();
  render(Choice, { legend: 'How I take part', options, value: 'voice', onchange });
  await fireEvent.click(screen.getByRole('radio', { name: 'Chat only' }));
  expect(onchange).toHaveBeenCalledExactlyOnceWith('chat');
  expect((screen.getByRole('radio', { name: 'Chat only' }) as HTMLInputElement).checked).toBe(true);
});

test('the question and its error are read with the group', () => {
  render(Choice, { legend: 'How I take part', options, error: 'Please choose one.' });
  const group = screen.getByRole('group', { name: 'How I take part' });
  expect(document.getElementById(group.getAttribute('aria-describedby')!)?.textContent).toContain(
    'Please choose one.',
  );
});
