// Showing who one is, at the door and once more: the passphrase, then perhaps a code, or a passkey instead.
import type { PasskeyQuestion, Shown } from '$protocol';
import { post } from '$live/calls.ts';
import { passkey } from '$live/passkeys.ts';
import { words } from '$words';
import { setOut } from './provider.svelte.ts';

interface Ways {
  passphrase: string;
  question: string;
  answer: string;
}

export const AT_THE_DOOR: Ways = {
  passphrase: '/api/staff/sign-in',
  question: '/api/staff/passkey',
  answer: '/api/staff/passkey/sign-in',
};
export const ONCE_MORE: Ways = {
  passphrase: '/api/staff/step-up',
  question: '/api/staff/step-up/passkey',
  answer: '/api/staff/step-up/passkey/answer',
};

export class Showing {
  name = $state('');
  passphrase = $state('');
  code = $state('');
  /** The passphrase was right, and a code is wanted too. */
  codeWanted = $state(false);
  refused = $state<string>();
  busy = $state(false);
  readonly #ways: Ways;
  readonly #shown: () => void | Promise<void>;

  constructor(ways: Ways, shown: () => void | Promise<void>) {
    this.#ways = ways;
    this.#shown = shown;
  }

  async byPassphrase(): Promise<void> {
    await this.#once(async () => {
      const { passphrase, code } = this;
      const name = this.#ways === AT_THE_DOOR ? { name: this.name } : {};
      const body = { ...name, passphrase, ...(this.codeWanted ? { code } : {}) };
      const answer = await post<Shown>(this.#ways.passphrase, body);
      if (!answer.ok) return answer.sentence;
      this.codeWanted = answer.value.codeWanted;
      if (!this.codeWanted) await this.#shown();
      return undefined;
    });
  }

  async byPasskey(): Promise<void> {
    await this.#once(async () => {
      const asked = await post<PasskeyQuestion>(this.#ways.question);
      if (!asked.ok) return asked.sentence;
      const credential = await passkey(asked.value.options);
      if (!credential) return words.account.passkeyFailed;
      const { question } = asked.value;
      const answer = await post<Shown>(this.#ways.answer, { question, credential, name: this.name });
      if (!answer.ok) return answer.sentence;
      await this.#shown();
      return undefined;
    });
  }

  /** The page is left; whoever cannot be sent there is told why. */
  async byProvider(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refused = await setOut({ t: 'sign_in' });
    this.busy = this.refused === undefined;
  }

  again(): void {
    this.codeWanted = false;
    this.code = '';
    this.passphrase = '';
    this.refused = undefined;
  }

  async #once(act: () => Promise<string | undefined>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refused = await act();
    this.busy = false;
  }
}
