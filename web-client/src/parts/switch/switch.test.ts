import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import Switch from './Switch.svelte';

test('a press on the words turns it on and says so', async () => {
  const onchange = vi.fn();
  render(Switch, { label: 'Sounds', hint: 'A soft tone.', onchange });
  await fireEvent.click(screen.getByText('Sounds'));
  expect(onchange).toHaveBeenCalledExactlyOnceWith(true);
  expect(
    (screen.getByRole('switch', { name: 'Sounds', description: 'A soft tone.' }) as HTMLInputElement).checked,
  ).toBe(true);
});
