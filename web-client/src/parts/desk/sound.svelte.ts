// Whether this staff member wants to hear that somebody waits. It is theirs, and stays in their browser.

const KEY = 'staff-sound';

export class SoundWish {
  #on = $state(read());

  get on(): boolean {
    return this.#on;
  }

  set on(wish: boolean) {
    this.#on = wish;
    try {
      localStorage.setItem(KEY, wish ? 'on' : 'off');
    } catch {
      // Without storage the wish lasts as long as the page.
    }
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}
