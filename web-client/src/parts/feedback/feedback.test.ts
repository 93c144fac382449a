import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { Feed, me, person, sessionOver } from '../../../dev/feed.ts';
import { memoryShelf } from '$live/shelf.ts';
import { words } from '$words';
import FeedbackPanel from './FeedbackPanel.svelte';

const say = words.feedback;

function formOfBo(open = true, shelf = memoryShelf()) {
  const feed = new Feed();
  feed.show('person:bo', 'me', me('bo', 'Bo'));
  feed.show('group', 'person/bo', person('bo', 'Bo'));
  feed.show('group', 'feedback', { t: 'feedback', open });
  const session = sessionOver(feed, 'bo', shelf);
  render(FeedbackPanel, { session });
  return { feed, session, shelf };
}

const send = () => fireEvent.click(screen.getByText(say.send));
const field = (label: string) => screen.getByLabelText<HTMLTextAreaElement>(label);
const write = (label: string, value: string) => fireEvent.input(field(label), { target: { value } });
/** By what is seen: to work out the names of all roles of so long a form takes long. */
function step(legend: string, name: string): Element {
  const question = screen.getByText(legend, { selector: 'legend' }).closest('fieldset');
  const labels = Array.from(question?.querySelectorAll('label') ?? []);
  const found = labels.find((label) => label.textContent?.trim() === name)?.querySelector('input');
  if (!found) throw new Error(`${legend} has no ${name}.`);
  return found;
}

test('what is filled in goes out once, and what was left out is not in it (FEEDBACK2)', async () => {
  const { feed } = formOfBo();
  await fireEvent.click(step(say.scales.overall, '4'));
  await fireEvent.click(step(say.scales.pace, say.pace[1] ?? ''));
  await fireEvent.click(step(say.scales.safety, '2'));
  await fireEvent.click(step(say.scales.safety, say.noAnswer));
  await write(say.texts.improve, ' more breaks ');
  await send();
  await send();
  const form = { scales: { overall: 4, pace: 2 }, texts: { improve: 'more breaks' } };
  expect(feed.asked).toEqual([{ about: 'feedback', ask: { t: 'answer', form } }]);
  feed.show('person:bo', 'me', me('bo', 'Bo', { feedbackGiven: true }));
  await feed.keep();
  expect(screen.getByText(say.thanks)).toBe(document.activeElement);
  expect(screen.getByText(say.kept)).toBeTruthy();
});

test('nothing at all is not sent, and it says so kindly', async () => {
  const { feed } = formOfBo();
  await send();
  expect(feed.asked).toEqual([]);
  expect(screen.getByRole('alert').textContent).toContain(say.nothing);
});

test('what was begun is there again when the page comes back, and gone once it was sent', async () => {
  const { shelf } = formOfBo();
  await write(say.texts.why, 'I felt heard');
  document.body.replaceChildren();
  const { feed, session } = formOfBo(true, shelf);
  expect(field(say.texts.why).value).toBe('I felt heard');
  await send();
  await feed.keep();
  expect(session.drafts.get('feedback')).toBe('');
});

test('a second tab is told why its answers were not counted (FEEDBACK2)', async () => {
  const { feed } = formOfBo();
  await write(say.texts.why, 'again');
  await send();
  feed.show('person:bo', 'me', me('bo', 'Bo', { feedbackGiven: true }));
  await feed.refuse('It was not counted.');
  expect(screen.getByText('It was not counted.')).toBeTruthy();
  expect(screen.getByText(say.kept)).toBeTruthy();
});

test('who can read it stands at the form before anything is sent (READ1)', () => {
  formOfBo();
  expect(screen.getByText(/Only the facilitators can read this\. Nobody can before/)).toBeTruthy();
  expect(screen.getByText(new RegExp(say.once.slice(0, 20)))).toBeTruthy();
});

test('whoever is refused because the form was closed meanwhile reads that it was not sent, and their words', async () => {
  const { feed } = formOfBo();
  await write(say.texts.why, 'I felt heard');
  await send();
  feed.show('group', 'feedback', { t: 'feedback', open: false });
  await feed.refuse('The form is closed.');
  expect(screen.getByText(say.notSent)).toBeTruthy();
  expect(screen.getByText('I felt heard')).toBeTruthy();
  expect(screen.getByText('The form is closed.')).toBeTruthy();
});

test('what was begun and not sent when the form closed is still there to read', async () => {
  const { feed } = formOfBo();
  await write(say.texts.why, 'I felt heard');
  feed.show('group', 'feedback', { t: 'feedback', open: false });
  expect(await screen.findByText(say.notSent)).toBeTruthy();
  expect(screen.getByText('I felt heard')).toBeTruthy();
});

test('a form begun in another tab is forgotten once one was sent', async () => {
  const { feed, session } = formOfBo();
  await write(say.texts.why, 'I felt heard');
  feed.show('person:bo', 'me', me('bo', 'Bo', { feedbackGiven: true }));
  await screen.findByText(say.thanks);
  expect(session.drafts.get('feedback')).toBe('');
});

test('whoever came by knocking has no form', () => {
  const { feed } = formOfBo();
  document.body.replaceChildren();
  feed.show('person:bo', 'me', me('bo', 'Bo', { feedbackAsked: false }));
  render(FeedbackPanel, { session: sessionOver(feed, 'bo') });
  expect(screen.queryByText(say.send)).toBeNull();
});

test('there is nothing while the form is closed', () => {
  formOfBo(false);
  expect(screen.queryByText(say.send)).toBeNull();
});
