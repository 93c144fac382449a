// Signs that something is new, for people who may be overlooked: the tab says nothing of what it is, and neither the
// number in its name nor a sign on the device is there unless the person has chosen it. There is never a sound.
import { Choices } from '$live/choices.svelte.ts';
import { words } from '$words';

/** What a sign on the device needs of the browser. */
export interface Signs {
  /** Whether signs are allowed; asks the person when the browser does not know. */
  allowed: () => Promise<boolean>;
  show: (sentence: string) => void;
  hidden: () => boolean;
}

const browser: Signs = {
  async allowed() {
    if (!('Notification' in window)) return false;
    if (Notification.permission !== 'default') return Notification.permission === 'granted';
    return (await Notification.requestPermission()) === 'granted';
  },
  show(sentence) {
    try {
      new Notification(words.exit.tab, { body: sentence, silent: true, tag: 'new' });
    } catch {
      // Some phones allow signs and then refuse to show one; the tab still has its number.
    }
  },
  hidden: () => document.hidden,
};

export class Quiet {
  readonly choices: Choices;
  readonly #signs: Signs;
  #news = $state(0);
  /** The browser was asked and said no. */
  refused = $state(false);

  constructor(choices = new Choices(), signs: Signs = browser) {
    this.choices = choices;
    this.#signs = signs;
  }

  readonly title = $derived.by(() =>
    this.choices.has('markTab') && this.#news > 0 ? words.exit.tabNew(this.#news) : words.exit.tab,
  );

  /** How much is new now. More than before, while the tab is hidden, is a sign. */
  tell(news: number): void {
    const more = news > this.#news;
    this.#news = news;
    if (more && this.choices.has('notify') && this.#signs.hidden()) this.#signs.show(words.exit.somethingNew);
  }

  async notify(on: boolean): Promise<void> {
    this.refused = on && !(await this.#signs.allowed());
    this.choices.set('notify', on && !this.refused);
  }
}
