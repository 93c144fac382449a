// A control that asks for something: whether its answer is still awaited, and if it was refused, the sentence that
// belongs beside it. What was typed stays in the control until the answer says that it is kept.
import type { Command } from '$protocol';
import type { Desk } from './desk.ts';

export class Pressing {
  busy = $state(false);
  /** Why it was not done; empty when there is nothing to say. */
  refusal = $state('');
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** True when it is kept. A second press while the first one waits does nothing. */
  async ask(command: Command): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.refusal = '';
    try {
      const outcome = await this.#desk.ask(command);
      if (outcome.t === 'refused') this.refusal = outcome.refusal.sentence;
      return outcome.t === 'kept';
    } finally {
      this.busy = false;
    }
  }
}
