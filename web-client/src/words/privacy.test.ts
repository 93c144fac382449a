import { expect, test } from 'vitest';
import { privacy } from './en/privacy.ts';

test('what goes is promised for the database alone, and what stays is said', () => {
  for (const promise of [privacy.reads.goes, privacy.retention.intro, privacy.step.eraseHint]) {
    expect(promise).toContain('every copy of the database');
    expect(promise).toContain('Backups of the keys have to go too');
    expect(promise).not.toMatch(/for good|nobody can/i);
  }
  expect(privacy.step.eraseHint).toContain('stays with the lead');
  expect(privacy.step.eraseHint).toContain('files taken along');
});

test('My data promises what is in it', () => {
  expect(privacy.mine.hint).not.toMatch(/everything/i);
});
