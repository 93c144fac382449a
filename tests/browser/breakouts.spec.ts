// The breakout screen at its hardest: a plan changed by drag and by keyboard and kept under a name, a locked room, a buddy
// who leaves in the middle of somebody's sentence, moves that staff put together themselves, and everybody back again.
import { type Day, gather } from './gathering.ts';
import { words } from './cast.ts';
import { expect, test } from './server.ts';

test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(400_000);

const plan = words.staff.plan;
const board = words.staff.board;
const proposal = words.staff.proposal;
const ROOM = words.chat.places.room;
const DRAFT = 'What I have never told anybody is';

test('rooms from the plan to a buddy who leaves at the worst moment', async ({ browser, server }, info) => {
  const day = await gather(browser, server, info, ['Asha', 'Ben', 'Chi', 'Dan', 'Eve', 'Flo']);
  await day.confirm(day.fay, words.staff.day.start);
  await test.step('less patience than usual', () => hurry(day));
  await test.step('a plan by drag and by keyboard, kept under a name', () => prepare(day));
  await test.step('the plan is used again, and the rooms open', () => openSaved(day));
  await test.step('a locked room', () => lock(day));
  await test.step('a buddy leaves at the worst moment', () => worstMoment(day));
  expect(day.everybody.flatMap(({ troubles }) => troubles)).toEqual([]);
});

async function hurry(day: Day): Promise<void> {
  const { fay } = day;
  await fay.look(words.facilitator.day);
  await fay.page.getByLabel(words.staff.day.grace).fill('20');
  await fay.page.getByLabel(words.staff.day.notice).fill('15');
  await fay.page.getByRole('button', { name: words.staff.day.saveSettings }).click();
  await expect(fay.page.getByText(words.staff.day.saved)).toBeVisible();
}

async function prepare(day: Day): Promise<void> {
  const { page } = day.fay;
  await day.fay.look(words.facilitator.rooms);
  await page.getByRole('textbox', { name: plan.prompt }).fill('What does listening feel like?');
  await page.getByRole('button', { name: plan.make, exact: true }).click();
  const room = (name: string) => page.getByRole('region', { name, exact: true });
  await expect(page.getByText(plan.previewTitle)).toBeVisible();
  await expect(page.getByText('Asha and Ben are buddies.').first()).toBeVisible();

  // By keyboard: Ben's menu, the first room that is not his own.
  await day.moveByKeyboard('Ben');
  await expect(page.getByText(plan.aloneHere)).toBeVisible();
  await expect(page.getByText(plan.warnings)).toBeVisible();
  await day.show(day.fay, 'plan-with-a-warning', 'light', 'dark');

  // By drag: back to where Asha is alone.
  const alone = page.locator('[data-drop]').filter({ hasText: plan.aloneHere });
  const ben = page.locator(`[data-person="${day.ids('Ben')}"]`);
  const [from, to] = [await ben.locator('.grip').boundingBox(), await alone.boundingBox()];
  if (!from || !to) throw new Error('The rooms cannot be seen.');
  await page.mouse.move(from.x + 20, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(page.getByText(plan.aloneHere)).toBeHidden();
  await expect(room('Room 1')).toBeVisible();

  await page.getByRole('button', { name: plan.save }).click();
  const dialog = page.getByRole('dialog', { name: plan.save });
  await dialog.getByLabel(plan.saveName).fill('Pairs of spring');
  await dialog.getByRole('button', { name: words.common.save }).click();
  await expect(page.getByText(plan.saved('Pairs of spring')).first()).toBeVisible();
  await day.confirm(day.fay, plan.drop);
}

async function openSaved(day: Day): Promise<void> {
  const { page } = day.fay;
  await page.getByRole('radio', { name: plan.kinds.saved.name }).check();
  await expect(page.getByLabel(plan.savedWhich)).toContainText('Pairs of spring');
  await day.show(day.fay, 'saved-plan', 'light');
  await page.getByRole('button', { name: plan.make, exact: true }).click();
  await expect(page.getByText(plan.previewTitle)).toBeVisible();
  await page.getByLabel(plan.notice).fill('5');
  await page.getByRole('button', { name: plan.open, exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: plan.openNow(5) })
    .click();
  await day.inRooms();
}

async function lock(day: Day): Promise<void> {
  const { page } = day.fay;
  const chi = day.trainee('Chi');
  const card = page.getByRole('article').filter({ hasText: 'Chi' });
  const press = async (label: string) => {
    await card.getByRole('button', { name: /^More for/u }).click();
    await card.getByRole('menuitem', { name: label }).click();
  };
  await press(board.lock);
  await expect(card.getByText(board.locked)).toBeVisible();
  await expect(chi.main.getByText(words.rooms.locked)).toBeVisible();
  await day.show(day.fay, 'locked-room', 'light');
  await press(board.unlock);
  await expect(chi.main.getByText(words.rooms.locked)).toBeHidden();
}

/** Asha is on a phone, in the middle of a sentence. */
async function worstMoment(day: Day): Promise<void> {
  const { fay, asha, ben } = day;
  await asha.openChat(ROOM);
  const field = asha.page.getByRole('textbox', { name: words.chat.composerLabel(ROOM) });
  await field.fill(DRAFT);
  await ben.context.close();
  day.gone(ben);
  const panel = fay.page.getByRole('article', { name: proposal.title }).first();
  await expect(panel.getByRole('button', { name: proposal.apply, exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await day.show(fay, 'proposal', 'light');

  // Fay knows better: she edits the moves and applies her own.
  await panel.getByRole('button', { name: proposal.edit, exact: true }).click();
  const dialog = fay.page.getByRole('dialog', { name: proposal.editTitle });
  await expect(dialog.getByText(proposal.editMoves(1))).toBeVisible();
  await dialog.getByRole('button', { name: plan.moveMenu('Asha') }).click();
  await dialog.getByRole('menuitem').first().click();
  await day.show(fay, 'edit-moves', 'light', 'narrow');
  const apply = dialog.getByRole('button', { name: proposal.editApply });
  if (await dialog.getByText(proposal.editNone).isVisible()) {
    // The first room of the menu was her own again: any other will do.
    await dialog.getByRole('button', { name: plan.moveMenu('Asha') }).click();
    await dialog.getByRole('menuitem').last().click();
  }
  await apply.click();
  await expect(dialog).toBeHidden();

  // She is told, may stay, and not a letter of what she was writing is lost.
  await asha.look(words.trainee.views.now);
  const stay = asha.page.getByRole('button', { name: words.rooms.moveStay });
  await expect(stay).toBeVisible();
  await day.show(asha, 'asha-told', 'light', 'narrow');
  await stay.click();
  await expect(stay).toBeHidden();
  await asha.openChat(ROOM);
  await expect(field).toHaveValue(DRAFT);

  // Staying alone is an alarm, and the next suggestion brings company to her.
  const alone = words.staff.queue.alone.title('Asha', 'Room 1');
  await expect(fay.page.getByText(new RegExp(`^${alone.replace(/ in .*$/u, '')}`, 'u')).first()).toBeVisible({
    timeout: 60_000,
  });
  await day.show(fay, 'asha-alone', 'light');
}
