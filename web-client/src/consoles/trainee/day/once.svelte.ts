// Something that is shown until it was read, and then not again in this tab.
import type { LiveSession } from '$live/session.svelte.ts';

export class Once {
  readonly #session: LiveSession;
  readonly #what: string;

  constructor(session: LiveSession, what: string) {
    this.#session = session;
    this.#what = `once/${what}`;
  }

  get open(): boolean {
    return this.#session.reading.since(this.#what) === 0;
  }

  done(): void {
    this.#session.reading.seen(this.#what, 1);
  }
}
