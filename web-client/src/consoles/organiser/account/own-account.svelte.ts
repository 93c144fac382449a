// What the page of one's own account knows and does. Every change goes to the server, perhaps after showing once more
// who one is, and then the page is read anew, so that it never shows what was not kept.
import type { AccountView, AppOffer, BrowserId, PasskeyId, PasskeyOffer, RecoveryCodes } from '$protocol';
import { get, post, type Called } from '$live/calls.ts';
import { newPasskey } from '$live/passkeys.ts';
import { words } from '$words';
import { certainty } from '../certainty.svelte.ts';

const PATH = '/api/staff/account';

/** A refusal in words, or nothing when it worked. */
type Refused = Promise<string | undefined>;

export class OwnAccount {
  view = $state.raw<AccountView>();
  trouble = $state<string>();
  /** Recovery codes that have just been made: shown this once. */
  codes = $state.raw<string[]>([]);
  readonly #changed: () => Promise<void>;

  /** `changed` is told of every change but one that shows codes, which have to be kept first. */
  constructor(changed: () => Promise<void>) {
    this.#changed = changed;
  }

  async read(): Promise<void> {
    const view = await get<AccountView>(PATH);
    if (view.ok) this.view = view.value;
    this.trouble = view.ok ? undefined : view.sentence;
  }

  changePassphrase(old: string, fresh: string): Refused {
    return this.#change('passphrase', { old, new: fresh });
  }

  async addPasskey(name: string): Refused {
    const offer = await certainty.with(() => post<PasskeyOffer>(`${PATH}/passkeys/new`));
    if (!offer.ok) return offer.sentence;
    const credential = await newPasskey(offer.value.options);
    if (!credential) return words.account.passkeyFailed;
    return this.#change('passkeys', { question: offer.value.question, credential, name });
  }

  removePasskey(passkey: PasskeyId): Refused {
    return this.#change('passkeys/remove', { passkey });
  }

  offerApp(): Promise<Called<AppOffer>> {
    return certainty.with(() => post<AppOffer>(`${PATH}/app/new`));
  }

  confirmApp(code: string): Refused {
    return this.#change('app', { code });
  }

  removeApp(): Refused {
    return this.#change('app/remove');
  }

  unlink(): Refused {
    return this.#change('provider/remove');
  }

  newCodes(): Refused {
    return this.#change('codes');
  }

  signOut(browser: BrowserId): Refused {
    return this.#change('browsers/sign-out', { browser });
  }

  signOutEverywhere(): Refused {
    return this.#change('browsers/sign-out-everywhere');
  }

  async #change(part: string, body: object = {}): Refused {
    const done = await certainty.with(() => post<Partial<RecoveryCodes>>(`${PATH}/${part}`, body));
    if (!done.ok) return done.sentence;
    this.codes = done.value.codes ?? [];
    await this.read();
    if (this.codes.length === 0) await this.#changed();
    return undefined;
  }
}
