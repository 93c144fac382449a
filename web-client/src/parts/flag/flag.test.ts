import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { Feed, MORNING, me, message, person, sessionOver } from '../../../dev/feed.ts';
import type { MessageEntry } from '$protocol';
import FlagButton from './FlagButton.svelte';
import FlagDialog from './FlagDialog.svelte';
import { Flagging } from './flagging.svelte.ts';

function flagsOfBo() {
  const feed = new Feed();
  feed.show('person:bo', 'me', me('bo', 'Bo', { buddies: ['asha'] }));
  for (const [id, name] of [
    ['asha', 'Asha'],
    ['bo', 'Bo'],
    ['chen', 'Chen'],
  ] as const)
    feed.show('group', `person/${id}`, person(id, name));
  feed.show('group', 'person/mia', person('mia', 'Mia', { role: 'facilitator' }));
  const flagging = new Flagging(sessionOver(feed, 'bo'));
  render(FlagButton, { flagging });
  render(FlagDialog, { flagging });
  return { feed, flagging };
}
const open = () => fireEvent.click(screen.getByRole('button', { name: 'Raise a flag' }));
const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));

test('two presses send it, and who will see it stands there before', async () => {
  const { feed } = flagsOfBo();
  await open();
  expect(screen.getByRole('button', { name: /I need support/ }).textContent).toContain(
    'Only the facilitators can read this',
  );
  expect(screen.getByRole('button', { name: /Something technical/ }).textContent).toContain('tech support');
  await press(/I need support/);
  expect(feed.asked).toEqual([{ about: 'flags', ask: { t: 'raise', kind: 'need_support', words: '' } }]);
});

test('nothing is called sent before it is kept, and a refusal loses no words', async () => {
  const { feed, flagging } = flagsOfBo();
  flagging.words = 'It is getting loud';
  await open();
  await press(/Too fast/);
  expect(screen.queryByText('Your flag is with the facilitators.')).toBeNull();
  await feed.refuse('Please try again in a moment.');
  expect(screen.getByRole('alert').textContent).toContain('Please try again');
  expect(flagging.words).toBe('It is getting loud');
  await press(/Too fast/);
  await feed.keep();
  expect(screen.getByText('Your flag is with the facilitators.')).toBeTruthy();
  expect(flagging.words).toBe('');
});

test('words that were kept are in sight when the form opens again, and nothing else is opened unasked', async () => {
  const { flagging } = flagsOfBo();
  const more = () => screen.getByText('Add a few words, or say who it is about').closest('details')!;
  await open();
  expect(more().open).toBe(false);
  flagging.open = false;
  flagging.words = 'It is getting loud';
  flagging.begin(undefined, 'chen');
  await tick();
  expect(more().open).toBe(true);
  expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe('chen');
});

test('worry about a buddy is one press, with the name already in it (R9)', async () => {
  const { feed } = flagsOfBo();
  await open();
  await press(/I’m worried about Asha/);
  expect(feed.asked[0]).toMatchObject({ ask: { kind: 'worried_about_someone', about: 'asha' } });
});

test('from a message, the flag is about that message', async () => {
  const { feed, flagging } = flagsOfBo();
  flagging.begin(message('m', 'chen', 'Go away') as MessageEntry & { t: 'message' });
  await screen.findByText('Go away');
  await press(/Flag this message/);
  expect(feed.asked[0]).toMatchObject({ ask: { kind: 'this_message', message: 'm' } });
});

test('the raiser sees who has seen it, and can take it back (FLAG2, FLAG6)', async () => {
  const { feed } = flagsOfBo();
  feed.show('person:bo', 'my_flag/f', {
    t: 'my_flag',
    id: 'f',
    kind: 'need_support',
    at: MORNING,
    words: '',
    state: 'open',
    seenBy: [],
  });
  await open();
  expect(screen.getByText('Nobody has seen it yet')).toBeTruthy();
  feed.show('person:bo', 'my_flag/f', {
    t: 'my_flag',
    id: 'f',
    kind: 'need_support',
    at: MORNING,
    words: '',
    state: 'open',
    seenBy: ['mia'],
  });
  expect(await screen.findByText('Seen by Mia')).toBeTruthy();
  await press(/Take it back/);
  expect(feed.asked).toEqual([{ about: 'flags', ask: { t: 'withdraw', flag: 'f' } }]);
});
