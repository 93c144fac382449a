// Words that would like to be code: in names, titles, notes, prompts, the chat and a roster, on every console. They are
// shown as text, no page runs them, no browser reports a breach of the content policy, and no page asks anybody but us.
import type { Browser } from '@playwright/test';
import type { ProgrammeView } from '../../protocol/typescript/index.ts';
import { OWNER, prepare, type Programme, Someone, words } from './cast.ts';
import { expect, type Server, test } from './server.ts';
import { settled, type Watch, watch } from './watch.ts';

test.slow();
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const IMAGE = '<img src=x onerror=breach(1)>';
const SCRIPTS = [
  IMAGE,
  '<script>breach(2)</script>',
  '"><svg/onload=breach(3)>',
  'javascript:breach(4)',
  '{{constructor.constructor("breach(5)")()}}',
  '[a](javascript:breach(6)) <a href="javascript:breach(7)">b</a>',
  '<iframe srcdoc="<script>parent.breach(8)</script>"></iframe>',
  '<style>*{display:none}</style>',
  'https://example.org/"onmouseover="breach(9)',
  "</textarea></title>'-breach(10)-'",
];
const ALL = SCRIPTS.join('\n');

/** Ben's name, the day's title and its agenda become scripts. */
async function poison(browser: Browser, server: Server, programme: Programme): Promise<void> {
  const organiser = await browser.newContext();
  const post = async <Answer>(path: string, data: unknown): Promise<Answer> => {
    const answer = await organiser.request.post(server.url + path, { data, headers: { origin: server.url } });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as Answer;
  };
  await post('/api/staff/sign-in', OWNER);
  const home = (await (await organiser.request.get(`${server.url}/api/staff/me`)).json()) as {
    programmes: { id: string }[];
  };
  const path = `/api/programmes/${home.programmes[0]?.id ?? ''}`;
  const view = (await (await organiser.request.get(server.url + path)).json()) as ProgrammeView;
  const plan = view.sessions[0]?.plan;
  const agenda = plan?.agenda.map((item) => ({ ...item, title: IMAGE, note: ALL }));
  await post(path, { t: 'change_session', session: programme.session, plan: { ...plan, agenda } });
  await post(path, {
    t: 'change_person',
    person: programme.ids['Ben'],
    to: { name: IMAGE, email: '', role: 'trainee', pronouns: SCRIPTS[2], needs: ALL },
  });
  await organiser.close();
}

test('scripts in every field are shown as text and run nowhere', async ({ browser, server }) => {
  const programme = await prepare(browser, server);
  await poison(browser, server, programme);
  const people: { someone: Someone; seen: Watch }[] = [];
  for (const name of ['Fay', 'Sol', 'Asha', 'Chi']) {
    const someone = await Someone.opens(browser, name, name === 'Asha');
    const seen = await watch(someone.context, server);
    await someone.comeIn(programme);
    people.push({ someone, seen });
  }
  const [fay, , asha] = people.map(({ someone }) => someone);
  if (!fay || !asha) throw new Error('Somebody is missing.');

  await asha.openChat(words.chat.places.main);
  const field = asha.page.getByRole('textbox', { name: words.chat.composerLabel(words.chat.places.main) });
  await field.fill(ALL);
  await asha.page.getByRole('button', { name: words.chat.send, exact: true }).click();
  for (const { someone } of people) await expect.poll(() => someone.received(IMAGE), someone.name).toBe(true);
  await expect(asha.main.getByText('<script>breach(2)</script>').first()).toBeVisible();
  await expect(fay.main.getByText('<script>breach(2)</script>').first()).toBeVisible();

  // As a prompt of rooms, seen in the preview, with Ben's name on his card.
  await fay.look(words.facilitator.rooms);
  await fay.page.getByRole('textbox', { name: words.staff.plan.prompt }).fill(ALL);
  await fay.page.getByRole('button', { name: words.staff.plan.make, exact: true }).click();
  await expect(fay.page.getByText(words.staff.plan.previewTitle)).toBeVisible();

  // On the organiser's pages, and in a roster that is read.
  const window = await browser.newContext();
  const organiser = { page: await window.newPage(), seen: await watch(window, server) };
  const { page } = organiser;
  await page.goto(`${server.url}/organiser`);
  await page.getByLabel(words.organiser.signIn.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.signIn.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.signIn.done }).click();
  await page
    .getByRole('link', { name: 'Peer support, spring' })
    .or(page.getByRole('button', { name: 'Peer support, spring' }))
    .first()
    .click();
  await expect(page.getByText(IMAGE).first()).toBeVisible();
  await page.getByRole('button', { name: words.organiser.people.add }).first().click();
  await page
    .getByLabel(words.organiser.roster.text)
    .fill(SCRIPTS.map((script) => `"${script.replaceAll('"', '""')}"`).join('\n'));
  await page.getByRole('button', { name: words.organiser.roster.read }).click();
  await expect(page.getByText(SCRIPTS[1] ?? '').first()).toBeVisible();

  for (const { someone, seen } of [...people, { someone: undefined, seen: organiser.seen }]) {
    await settled(someone?.page ?? page);
    expect(seen, someone?.name ?? 'organiser').toEqual({ breaches: [], strangers: [] });
    expect(someone?.troubles ?? []).toEqual([]);
  }
});
