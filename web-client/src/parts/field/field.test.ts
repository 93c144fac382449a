import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import Field from './Field.svelte';
import { firstLetter, letters } from './graphemes.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('letters are counted as people see them', () => {
  expect(letters('tea')).toBe(3);
  expect(letters('e\u0301')).toBe(1);
  expect(letters('👩‍👩‍👧 ok')).toBe(4);
  expect(firstLetter('👋 hello')).toBe('👋');
  expect(firstLetter('')).toBe('');
});

test('the hint and the error are read with the field', () => {
  render(Field, { label: 'Email', reads: 'key', hint: 'For the join link.', error: 'It needs an @ in it.' });
  const field = screen.getByLabelText('Email');
  const read = field
    .getAttribute('aria-describedby')!
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent);
  expect(read).toEqual(['For the join link.', 'It needs an @ in it.']);
  expect(field.getAttribute('aria-invalid')).toBe('true');
});

test('the room left is heard only when typing rests near the end', async () => {
  render(Field, { label: 'Word', reads: 'shared_answer', limit: 10 });
  const field = screen.getByLabelText('Word');
  const status = screen.getByRole('status');
  await fireEvent.input(field, { target: { value: '123456' } });
  expect(screen.getByText('4 letters left')).toBeTruthy();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(status.textContent?.trim()).toBe('');
  await fireEvent.input(field, { target: { value: '123456789' } });
  await vi.advanceTimersByTimeAsync(500);
  expect(status.textContent?.trim()).toBe('');
  await vi.advanceTimersByTimeAsync(1_500);
  await tick();
  expect(status.textContent?.trim()).toBe('1 letter left');
});

test('too long is said, and nothing is cut', async () => {
  render(Field, { label: 'Word', reads: 'shared_answer', limit: 3, value: 'seven' });
  expect((screen.getByLabelText('Word') as HTMLInputElement).value).toBe('seven');
  expect(screen.getByText('2 letters too long')).toBeTruthy();
});
