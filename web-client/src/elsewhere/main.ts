// The empty page behind the exit. Its one link, or Shift three times, leads back to where one was.
import { wayBack } from '../parts/exit/way-back.ts';
import { LoneShifts } from '../parts/exit/lone-shifts.ts';

const goBack = (): void => location.replace(wayBack() ?? '/');

document.querySelector('#back')?.addEventListener('click', (event) => {
  event.preventDefault();
  goBack();
});

const shifts = new LoneShifts();
const key = (event: KeyboardEvent): void => {
  if (LoneShifts.isEnough(shifts.key(event, performance.now()))) goBack();
};
addEventListener('keydown', key);
addEventListener('keyup', key);
addEventListener('pointerdown', () => void shifts.reset());
