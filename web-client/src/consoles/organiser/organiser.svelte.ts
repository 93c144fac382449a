// What the organiser's pages know: who is signed in, and the programme that is open. Every change goes to the
// server and comes back as the programme is then, so that the page never shows what was not kept.
import type {
  Founding,
  IssuedLink,
  MadeProgramme,
  PersonId,
  ProgrammeCommand,
  ProgrammeView,
  Rehearsal,
  RosterRead,
  StaffHome,
} from '$protocol';
import { get, post, type Called } from '$live/calls.ts';

export type Page = 'loading' | 'found' | 'sign-in' | 'home' | 'programme' | 'gone' | 'trouble';

export class Organiser {
  page = $state<Page>('loading');
  /** What went wrong when the page could not be shown. */
  trouble = $state('');
  home = $state<StaffHome>();
  programme = $state<ProgrammeView>();
  /** The secret of the owner link, once read out of the address. */
  secret = '';

  async start(): Promise<void> {
    if (location.pathname === '/owner') {
      this.secret = location.hash.slice(1);
      history.replaceState(null, '', '/owner');
      const founding = await get<Founding>('/api/staff/first');
      if (founding.ok && founding.value.needed) {
        this.page = 'found';
        return;
      }
      history.replaceState(null, '', '/organiser');
    }
    await this.open(location.pathname.split('/')[2]);
  }

  /** Opens a programme by its id, or the list of them. */
  async open(id?: string): Promise<void> {
    const home = await get<StaffHome>('/api/staff/me');
    if (!home.ok) {
      this.#failed(home);
      return;
    }
    this.home = home.value;
    if (!id) {
      this.programme = undefined;
      this.page = 'home';
      return;
    }
    const programme = await get<ProgrammeView>(`/api/programmes/${encodeURIComponent(id)}`);
    if (programme.ok) {
      this.programme = programme.value;
      this.page = 'programme';
    } else if (programme.status === 404) this.page = 'gone';
    else this.#failed(programme);
  }

  /** Goes to another of these pages without loading it anew. */
  async go(path: string): Promise<void> {
    history.pushState(null, '', path);
    await this.open(path.split('/')[2]);
  }

  /** A refusal in words, or nothing when it worked. */
  async enter(path: '/api/staff/first' | '/api/staff/sign-in', body: object): Promise<string | undefined> {
    const entered = await post(path, body);
    if (!entered.ok) return entered.sentence;
    if (location.pathname === '/owner') history.replaceState(null, '', '/organiser');
    await this.open(location.pathname.split('/')[2]);
    return undefined;
  }

  async signOut(): Promise<void> {
    await post('/api/staff/sign-out');
    location.assign('/organiser');
  }

  async make(name: string, timeZone: string): Promise<string | undefined> {
    const made = await post<MadeProgramme>('/api/programmes', { name, timeZone });
    if (!made.ok) return made.sentence;
    await this.go(`/organiser/${made.value.id}`);
    return undefined;
  }

  rehearse(): Promise<Called<Rehearsal>> {
    return post<Rehearsal>('/api/rehearsal');
  }

  /** Changes the open programme; a refusal comes back in words. */
  async change(command: ProgrammeCommand): Promise<string | undefined> {
    const changed = await post<ProgrammeView>(this.#path(), command);
    if (!changed.ok) return changed.sentence;
    this.programme = changed.value;
    return undefined;
  }

  read(text: string): Promise<Called<RosterRead>> {
    return post<RosterRead>(`${this.#path()}/roster`, { text });
  }

  async issue(people: PersonId[]): Promise<Called<IssuedLink[]>> {
    const issued = await post<IssuedLink[]>(`${this.#path()}/links`, { people });
    if (issued.ok) await this.#again();
    return issued;
  }

  async #again(): Promise<void> {
    const programme = await get<ProgrammeView>(this.#path());
    if (programme.ok) this.programme = programme.value;
  }

  #path(): string {
    return `/api/programmes/${this.programme?.id ?? ''}`;
  }

  #failed(call: { status: number; sentence: string }): void {
    this.page = call.status === 401 || call.status === 404 ? 'sign-in' : 'trouble';
    this.trouble = call.sentence;
  }
}
