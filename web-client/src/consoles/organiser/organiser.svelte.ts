// What the organiser's pages know: who is signed in, and the programme that is open. Every change goes to the
// server and comes back as the programme is then, so that the page never shows what was not kept.
import type {
  Founding,
  IssuedLink,
  MadeProgramme,
  PersonId,
  ProgrammeCommand,
  ProgrammeId,
  ProgrammeView,
  Rehearsal,
  Right,
  RosterRead,
  RoundsPlan,
  StaffHome,
} from '$protocol';
import { get, post, type Called } from '$live/calls.ts';
import { notices } from '$parts/notices/notices.svelte.ts';
import { watch } from '$live/watch.ts';
import { words } from '$words';
import { certainty } from './certainty.svelte.ts';
import * as provider from './provider.svelte.ts';

export type Page =
  | 'loading'
  | 'found'
  | 'invited'
  | 'provider'
  | 'sign-in'
  | 'home'
  | 'account'
  | 'staff'
  | 'programme'
  | 'records'
  | 'gone'
  | 'trouble';

const parts = (path: string) => path.split('/').slice(2, 4);
export const here = () => parts(location.pathname);

export class Organiser {
  page = $state<Page>('loading');
  /** What went wrong when the page could not be shown. */
  trouble = $state('');
  home = $state<StaffHome>();
  programme = $state<ProgrammeView>();
  /** Whether anybody has an account, and where passkeys work; known on the page for signing in. */
  founding = $state.raw<Founding>();
  /** Why somebody finds themselves at the door again. */
  told = $state('');
  /** The secret of the owner link, once read out of the address. */
  #secret = '';
  #unwatch: (() => void) | undefined;

  /** The secret of an invitation, likewise, and the name chosen before a trip to the provider that led nowhere. */
  invitation = '';
  name = '';
  /** On the page between here and the provider. */
  trip = $state<'going' | 'back' | 'shown' | 'stopped'>('back');
  #codes: string[] = [];

  async start(): Promise<void> {
    if (location.pathname === '/provider') return this.#between();
    provider.forget();
    if (location.pathname === '/invite') {
      this.invitation = location.hash.slice(1);
      history.replaceState(null, '', '/invite');
      this.page = 'invited';
      return;
    }
    if (location.pathname === '/owner') {
      this.#secret = location.hash.slice(1);
      history.replaceState(null, '', '/owner');
      await this.#look();
      if (this.founding?.needed) {
        this.page = 'found';
        return;
      }
      history.replaceState(null, '', '/organiser');
    }
    await this.open(...here());
  }

  /** At the page that leads to the provider and back: opened beside another one to show who one is, or come back to. */
  async #between(): Promise<void> {
    this.page = 'provider';
    const brought = provider.brought();
    if (!brought) {
      this.trip = 'going';
      const refused = await provider.setOut({ t: 'step_up' });
      if (refused) await this.#stopped(refused);
      return;
    }
    const outcome = await provider.answer(brought);
    if (!outcome.ok) return this.#stopped(outcome.sentence);
    if (outcome.value.t === 'stepped_up') {
      provider.tellShown();
      this.trip = 'shown';
      return;
    }
    const { path } = provider.kept();
    if (outcome.value.t === 'linked') {
      this.#codes = outcome.value.codes;
      notices.show({ words: words.account.provider.done });
    }
    history.replaceState(null, '', outcome.value.t === 'linked' ? '/organiser/account' : path);
    await this.entered();
  }

  /** Recovery codes that came with linking an account at the provider: shown once, on the page of the account. */
  takeCodes(): string[] {
    const codes = this.#codes;
    this.#codes = [];
    return codes;
  }

  /** The trip led nowhere: whoever is signed in stays so, others are back where they began, and are told. */
  async #stopped(told: string): Promise<void> {
    const { path, invitation, name } = provider.kept();
    this.told = told;
    if ((await get<StaffHome>('/api/staff/me')).ok) {
      this.trip = 'stopped';
    } else if (invitation) {
      this.invitation = invitation;
      this.name = name ?? '';
      history.replaceState(null, '', '/invite');
      this.page = 'invited';
    } else {
      history.replaceState(null, '', path);
      await this.#atTheDoor();
    }
  }

  /** Opens a programme by its id, or the list of them. */
  async open(id?: string, part?: string): Promise<void> {
    const home = await get<StaffHome>('/api/staff/me');
    if (!home.ok) {
      await this.#failed(home);
      return;
    }
    this.home = home.value;
    this.told = '';
    this.#unwatch ??= watch(() => void this.#out());
    if (id === 'account' || home.value.secondStep === 'wanted') {
      this.programme = undefined;
      this.page = 'account';
      return;
    }
    if (!id) {
      this.programme = undefined;
      this.page = 'home';
      return;
    }
    if (id === 'staff') {
      this.page = 'staff';
      return;
    }
    if (part === 'safeguarding') {
      this.page = 'records';
      return;
    }
    const programme = await get<ProgrammeView>(`/api/programmes/${encodeURIComponent(id)}`);
    if (programme.ok) {
      this.programme = programme.value;
      this.page = 'programme';
    } else if (programme.status === 404) this.page = 'gone';
    else await this.#failed(programme);
  }

  /** Reads again what may have changed beside this page: one's own roles, and the roster. */
  async refresh(): Promise<void> {
    const home = await get<StaffHome>('/api/staff/me');
    if (home.ok) this.home = home.value;
    if (this.programme) await this.#again();
  }

  /** Goes to another of these pages without loading it anew. */
  async go(path: string): Promise<void> {
    history.pushState(null, '', path);
    await this.open(...parts(path));
  }

  /** The first owner; a refusal in words, or nothing when it worked. */
  async found(name: string, passphrase: string): Promise<string | undefined> {
    const found = await post('/api/staff/first', { secret: this.#secret, name, passphrase });
    if (!found.ok) return found.sentence;
    history.replaceState(null, '', '/organiser');
    await this.entered();
    return undefined;
  }

  /** Somebody is signed in now. */
  entered(): Promise<void> {
    return this.open(...here());
  }

  /** Whether the account looks after the whole house. */
  get owns(): boolean {
    return this.home?.rights.some(({ t }) => t === 'owner') ?? false;
  }

  /** Whether the account looks after this programme. */
  manages(id: ProgrammeId): boolean {
    return this.owns || this.rolesIn(id).includes('organiser');
  }

  rolesIn(id: ProgrammeId): Right['t'][] {
    const rights = this.home?.rights ?? [];
    return rights.flatMap((right) => (right.t !== 'owner' && right.programme === id ? [right.t] : []));
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
    const path = this.#path();
    const changed = await certainty.with(() => post<ProgrammeView>(path, command));
    if (!changed.ok) return changed.sentence;
    this.programme = changed.value;
    return undefined;
  }

  read(text: string): Promise<Called<RosterRead>> {
    return post<RosterRead>(`${this.#path()}/roster`, { text });
  }

  /** Rounds for all remaining sessions, to look at; nothing is changed. */
  planRounds(size: number, roundsEach: number): Promise<Called<RoundsPlan>> {
    return post<RoundsPlan>(`${this.#path()}/rounds`, { size, roundsEach });
  }

  async issue(people: PersonId[]): Promise<Called<IssuedLink[]>> {
    const path = `${this.#path()}/links`;
    const issued = await certainty.with(() => post<IssuedLink[]>(path, { people }));
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

  /** They have been signed out, here or elsewhere: nothing of what was open stays on the screen. */
  async #out(): Promise<void> {
    this.told = words.account.signIn.out;
    await this.#atTheDoor();
  }

  async #atTheDoor(): Promise<void> {
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.home = undefined;
    this.programme = undefined;
    this.page = 'sign-in';
    await this.#look();
  }

  async #look(): Promise<void> {
    const founding = await get<Founding>('/api/staff/first');
    if (founding.ok) this.founding = founding.value;
  }

  async #failed(call: { status: number; sentence: string }): Promise<void> {
    if (call.status === 401 || call.status === 404) return this.#atTheDoor();
    this.page = 'trouble';
    this.trouble = call.sentence;
  }
}
