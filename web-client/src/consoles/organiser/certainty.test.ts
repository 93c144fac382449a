import { describe, expect, it } from 'vitest';
import type { Called } from '$live/calls.ts';
import { words } from '$words';
import { Certainty } from './certainty.svelte.ts';

const wanted: Called<string> = { ok: false, status: 403, sentence: 'Show it.', code: 'step_up' };
const done: Called<string> = { ok: true, value: 'done' };

function asked(...answers: Called<string>[]) {
  const certainty = new Certainty();
  let times = 0;
  const result = certainty.with(async () => answers[times++] ?? done);
  return { certainty, result, times: () => times };
}

const dialog = async (certainty: Certainty) => {
  await Promise.resolve();
  await Promise.resolve();
  return certainty.answer;
};

describe('showing once more that it is you', () => {
  it('is not asked for when the server does not want it', async () => {
    const { certainty, result, times } = asked(done);
    expect(await result).toEqual(done);
    expect([times(), certainty.answer]).toEqual([1, undefined]);
  });

  it('opens the dialog and does the same again afterwards', async () => {
    const { certainty, result, times } = asked(wanted, done);
    (await dialog(certainty))?.(true);
    expect(await result).toEqual(done);
    expect([times(), certainty.answer]).toEqual([2, undefined]);
  });

  it('does nothing when the dialog is closed', async () => {
    const { certainty, result, times } = asked(wanted, done);
    (await dialog(certainty))?.(false);
    expect(await result).toMatchObject({ ok: false, sentence: words.account.step.cancelled });
    expect(times()).toBe(1);
  });
});
