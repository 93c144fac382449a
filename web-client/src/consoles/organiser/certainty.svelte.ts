// What cannot be taken back is done only when staff have just shown once more who they are. Whoever asks for such a
// thing asks through here; when the server wants that first, the dialog opens, and then the same is asked again.
import type { Called } from '$live/calls.ts';
import { words } from '$words';

export class Certainty {
  /** Set while the dialog is open; told whether it was shown. */
  answer = $state.raw<(shown: boolean) => void>();

  async with<T>(act: () => Promise<Called<T>>): Promise<Called<T>> {
    const first = await act();
    if (first.ok || first.code !== 'step_up') return first;
    const shown = await new Promise<boolean>((answer) => (this.answer = answer));
    this.answer = undefined;
    return shown ? act() : { ...first, sentence: words.account.step.cancelled };
  }
}

export const certainty = new Certainty();
