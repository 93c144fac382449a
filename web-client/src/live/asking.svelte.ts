// Something a person asked for, from the press of the button to the server's answer.
// A button shows it; nothing is called done before the server has kept it (ASK1).
import type { Outcome, Refusal } from '$protocol';

export type AskingState = 'sending' | 'kept' | 'refused';

export class Asking {
  state = $state<AskingState>('sending');
  refusal = $state.raw<Refusal>();
  /** Settles with true when it is kept, false when it was refused. Never rejects. */
  readonly done: Promise<boolean>;

  constructor(outcome: Promise<Outcome>) {
    this.done = outcome.then((result) => {
      this.refusal = result.t === 'refused' ? result.refusal : undefined;
      this.state = result.t;
      return result.t === 'kept';
    });
  }

  get sending(): boolean {
    return this.state === 'sending';
  }

  /** Why it was not done, in words for the person. */
  get sentence(): string | undefined {
    return this.refusal?.sentence;
  }
}
