import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { howLong, whoReads } from '$live/kept.ts';
import { READS, type Writing } from '$protocol';
import Field from '../field/Field.svelte';
import WhoReads from './WhoReads.svelte';

test('who reads it stands in words made from the table (READ1)', () => {
  expect(whoReads('main_chat')).toBe('Everyone in the session can read this.');
  expect(whoReads('care_flag')).toBe('Only the facilitators can read this.');
  expect(whoReads('thread', 'you')).toBe('Only you and the facilitators can read this.');
  expect(whoReads('share_back')).toContain('Everyone can, once the rooms have closed.');
});

test('every place has a sentence, and none says that everybody reads what is private', () => {
  for (const writing of Object.keys(READS) as Writing[]) {
    const sentence = whoReads(writing);
    expect(sentence).not.toContain('undefined');
    if (!READS[writing].now.includes('everybody')) expect(sentence).toMatch(/^Only /);
  }
});

test('how long it is kept is said from the lives that the server has told, and not made up before', () => {
  const kept = { care_flags: { since: 'programme_end', days: 90 } } as const;
  expect(howLong({ rehearsal: false, kept }, 'care_flags')).toContain('90 days after the programme');
  expect(howLong({ rehearsal: false }, 'care_flags')).toContain('Inside you can see');
  expect(howLong({ rehearsal: true, kept }, 'care_flags')).toContain('rehearsal');
});

test('the line is heard with the field, and private things are marked', () => {
  render(Field, { label: 'Words', reads: 'help_call' });
  const field = screen.getByRole('textbox', { name: 'Words' });
  const lines = (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id));
  expect(lines.map((line) => line?.textContent).join()).toContain('people in the room, the facilitators');
  render(WhoReads, { writing: 'pairing' });
  expect(screen.getByText(/^Only the facilitators can read this/).closest('[data-tone]')).toHaveProperty(
    'dataset.tone',
    'private',
  );
});

/** All templates of the client. */
function templates(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return templates(path);
    return path.endsWith('.svelte') ? [path] : [];
  });
}

test('nowhere can one write but in a field, which does not compile without saying who reads it (READ1)', () => {
  // A hidden field tells a keeper of passphrases whose it is; nobody writes in it.
  const writable = /<textarea|contenteditable|<input(?! hidden)(?![^>]*type="(?:checkbox|radio|file)")/u;
  const found = templates('src').filter((path) => writable.test(readFileSync(path, 'utf8')));
  expect(found).toEqual(['src/parts/field/Field.svelte']);
});
