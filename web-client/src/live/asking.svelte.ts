// Something a person asked for, from the press of the button to the server's answer.
// A button shows it; nothing is called done before the server has kept it (ASK1).
import type { Outcome, Refusal } from '$protocol';
import type { OnWait } from './outbox.ts';

export type AskingState = 'sending' | 'kept' | 'refused';

export class Asking {
  state = $state<AskingState>('sending');
  refusal = $state.raw<Refusal>();
  /** Whether it waits in this page for its turn, so that it can still be taken back. */
  waits = $state(false);
  /** Settles with true when it is kept, false when it was refused. Never rejects. */
  readonly done: Promise<boolean>;

  constructor(send: (onwait: OnWait) => Promise<Outcome>) {
    this.done = send((waits) => (this.waits = waits)).then((result) => {
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
