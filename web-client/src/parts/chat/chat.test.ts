import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import { Feed, MORNING, day, me, message, person, sessionOver } from '../../../dev/feed.ts';
import { mainChat } from '$live/channel.ts';
import { memoryShelf } from '$live/shelf.ts';
import { tick } from 'svelte';
import Chat from './Chat.svelte';

function chatOfBo(shelf = memoryShelf()) {
  const feed = new Feed();
  feed.show('group', 'session', day());
  feed.show('person:bo', 'me', me('bo', 'Bo'));
  for (const [id, name] of [
    ['asha', 'Asha'],
    ['bo', 'Bo'],
  ] as const)
    feed.show('group', `person/${id}`, person(id, name));
  const session = sessionOver(feed, 'bo', shelf);
  const onflag = vi.fn();
  render(Chat, { session, channel: mainChat, onflag });
  const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Write in Everyone' });
  const type = (value: string) => fireEvent.input(box, { target: { value } });
  return { feed, session, shelf, box, type, onflag };
}

describe('writing', () => {
  test('Enter sends, and Shift with Enter does not', async () => {
    const { feed, box, type } = chatOfBo();
    await type('Morning all');
    await fireEvent.keyDown(box, { key: 'Enter', shiftKey: true });
    expect(feed.asked).toEqual([]);
    await fireEvent.keyDown(box, { key: 'Enter' });
    expect(feed.asked).toEqual([
      { about: 'chat', ask: { t: 'post', channel: { t: 'main' }, words: 'Morning all' } },
    ]);
    expect(box.value).toBe('');
    expect(screen.getByText('Sending')).toBeTruthy();
  });

  test('a refusal keeps the words, says why, and can be changed', async () => {
    const { feed, box, type } = chatOfBo();
    await type('Too quick');
    await fireEvent.keyDown(box, { key: 'Enter' });
    await feed.refuse('Please wait 5 seconds.');
    expect(screen.getByRole('alert').textContent).toContain('Please wait 5 seconds.');
    await fireEvent.click(screen.getByRole('button', { name: 'Change it' }));
    expect(box.value).toBe('Too quick');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('what is too long is not sent and not lost', async () => {
    const { feed, box, type } = chatOfBo();
    await type('a'.repeat(2_001));
    await fireEvent.keyDown(box, { key: 'Enter' });
    expect(feed.asked).toEqual([]);
    expect(box.value).toHaveLength(2_001);
    expect(screen.getByText('This is too long to send. Your words are kept here.')).toBeTruthy();
  });

  test('a begun message is there again after a reload', async () => {
    const { type, shelf } = chatOfBo();
    await type('I was about to');
    document.body.replaceChildren();
    expect(chatOfBo(shelf).box.value).toBe('I was about to');
  });

  test('while saving rests, nothing is sent and the words stay in their box', async () => {
    const { feed, session, box, type } = chatOfBo();
    session.trouble = 'Just now nothing new can be saved.';
    await type('Hello');
    await fireEvent.keyDown(box, { key: 'Enter' });
    expect(feed.asked).toEqual([]);
    expect(box.value).toBe('Hello');
    expect(screen.getByText(/Nothing new can be saved just now/)).toBeTruthy();
  });

  test('what waits in the page is shown as waiting, and its words can be taken back', async () => {
    const { feed, box, type } = chatOfBo();
    await type('Good morning');
    await fireEvent.keyDown(box, { key: 'Enter' });
    expect(screen.queryByRole('button', { name: 'Take back' })).toBeNull();
    await feed.putOff();
    expect(screen.getByText('Waiting to be sent. It goes out by itself.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Take back' }));
    expect(box.value).toBe('Good morning');
    expect(screen.queryByText(/Waiting to be sent/)).toBeNull();
  });

  test('in slow mode the next message says that it waits and for how long, and never that it is sent', async () => {
    const { feed, type, box } = chatOfBo();
    feed.show('group', 'chat_rules', { t: 'chat_rules', held: false, paused: false, slowSeconds: 30 });
    feed.show('group', 'message/x', message('x', 'bo', 'One', { at: MORNING - 10_000 }));
    for (const words of ['Two', 'Three']) {
      await type(words);
      await fireEvent.keyDown(box, { key: 'Enter' });
      await feed.putOff();
    }
    const [two, three] = screen.getAllByText(/^(Two|Three)$/).map((words) => words.closest('li')!);
    expect(two!.textContent).toContain('Not sent yet: the chat goes slowly just now. It goes out by itself.');
    expect(within(two!).getByRole('timer').textContent).toContain('0:20');
    expect(three!.textContent).toContain('Waiting to be sent. It goes out by itself.');
    expect(screen.queryByText('Sending')).toBeNull();
  });

  test('a pause is said before one writes, and sends nothing', async () => {
    const { feed, box, type } = chatOfBo();
    feed.show('group', 'chat_rules', { t: 'chat_rules', held: false, paused: true, slowSeconds: 0 });
    await type('Hello');
    await fireEvent.keyDown(box, { key: 'Enter' });
    expect(screen.getByText(/paused for now/)).toBeTruthy();
    expect(feed.asked).toEqual([]);
    expect(box.value).toBe('Hello');
  });
});

describe('reading', () => {
  test('markup in a message is shown as words', async () => {
    const { feed } = chatOfBo();
    feed.show('group', 'message/x', message('x', 'asha', '<img src=x onerror=alert(1)>'));
    expect(await screen.findByText('<img src=x onerror=alert(1)>')).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });

  test('the author sees why a message was hidden', async () => {
    const { feed } = chatOfBo();
    feed.show(
      'person:bo',
      'message/x',
      message('x', 'bo', '', { state: 'hidden', reason: 'It named someone.' }),
    );
    expect(await screen.findByText(/A facilitator has hidden your message/)).toBeTruthy();
    expect(screen.getByText('It named someone.')).toBeTruthy();
  });

  test('a held message says who can see it', async () => {
    const { feed } = chatOfBo();
    feed.show('person:bo', 'message/x', message('x', 'bo', 'Hm', { state: 'held' }));
    expect(await screen.findByText(/Only you and the facilitators see this/)).toBeTruthy();
  });

  test('to a facilitator a held message says whose it is and that it waits for them', async () => {
    const { feed } = chatOfBo();
    feed.show('facilitators', 'message/x', message('x', 'asha', 'Hm', { state: 'held' }));
    expect(await screen.findByText(/Only Asha and the facilitators see this/)).toBeTruthy();
  });

  test('a withdrawn message leaves a mark without words and nothing to press', async () => {
    const { feed } = chatOfBo();
    feed.show('group', 'message/x', message('x', 'asha', '', { state: 'withdrawn' }));
    expect(await screen.findByText('This message was taken back.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /What you can do/ })).toBeNull();
  });
});

describe('doing something with a message', () => {
  const open = (name: string) =>
    fireEvent.click(screen.getByRole('button', { name: `What you can do with the message from ${name}` }));

  test('one can react, and the sign has a name', async () => {
    const { feed } = chatOfBo();
    feed.show('group', 'message/x', message('x', 'asha', 'Morning'));
    await tick();
    await open('Asha');
    await fireEvent.click(screen.getByRole('button', { name: 'React with heart' }));
    expect(feed.asked).toEqual([{ about: 'chat', ask: { t: 'react', message: 'x', sign: '❤️', on: true } }]);
  });

  test('one can reply, and the focus goes to where one writes', async () => {
    const { feed, box, type } = chatOfBo();
    feed.show('group', 'message/x', message('x', 'asha', 'Morning'));
    await tick();
    await open('Asha');
    await fireEvent.click(screen.getByRole('button', { name: 'Reply' }));
    expect(document.activeElement).toBe(box);
    await type('Hello Asha');
    await fireEvent.keyDown(box, { key: 'Enter' });
    expect(feed.asked[0]).toMatchObject({ ask: { replyTo: 'x' } });
  });

  test("one can flag others' messages, and edit or take back one's own", async () => {
    const { feed, onflag } = chatOfBo();
    feed.show('group', 'message/x', message('x', 'asha', 'Morning'));
    feed.show('group', 'message/y', message('y', 'bo', 'Mornin', { at: MORNING + 1 }));
    await tick();
    await open('Asha');
    await fireEvent.click(screen.getByRole('button', { name: 'Flag this message' }));
    expect(onflag).toHaveBeenCalledOnce();
    await open('You');
    expect(screen.queryByRole('button', { name: 'Flag this message' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Edit' }));
    const field = screen.getByRole('textbox', { name: 'Your message' });
    await fireEvent.input(field, { target: { value: 'Morning' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(feed.asked).toEqual([{ about: 'chat', ask: { t: 'edit', message: 'y', words: 'Morning' } }]);
  });

  test('Tab reaches one message, the arrow keys the others', async () => {
    const { feed } = chatOfBo();
    feed.show('group', 'message/x', message('x', 'asha', 'one'));
    feed.show('group', 'message/y', message('y', 'bo', 'two', { at: MORNING + 1 }));
    await tick();
    const list = within(screen.getByRole('list'));
    const buttons = list.getAllByRole('button');
    expect(buttons.map((button) => button.tabIndex)).toEqual([-1, 0]);
    buttons[1]?.focus();
    await fireEvent.keyDown(buttons[1]!, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(buttons[0]);
  });
});
