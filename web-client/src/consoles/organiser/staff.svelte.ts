// Roles of staff as their page knows them: those of the house, or of one programme. Every change is read again
// from the server, so that the page never shows what was not kept.
import type { Invited, ProgrammeId, Right, StaffCommand, StaffId, StaffView } from '$protocol';
import { get, post, type Called } from '$live/calls.ts';
import { certainty } from './certainty.svelte.ts';

export type RoleName = Right['t'];

export const rightOf = (role: RoleName, programme: ProgrammeId | undefined): Right | undefined => {
  if (role === 'owner') return { t: 'owner' };
  return programme ? { t: role, programme } : undefined;
};

export class StaffRoles {
  view = $state.raw<StaffView>();
  trouble = $state<string>();
  readonly #path: string;

  /** Of one programme, or of the whole house. */
  constructor(programme?: ProgrammeId) {
    this.#path = programme ? `/api/programmes/${programme}/staff` : '/api/staff';
  }

  async load(): Promise<void> {
    const answer = await get<StaffView>(this.#path);
    this.trouble = answer.ok ? undefined : answer.sentence;
    if (answer.ok) this.view = answer.value;
  }

  /** A refusal in words, or nothing when it worked. */
  async ask(command: StaffCommand): Promise<string | undefined> {
    const answer = await certainty.with(() => post('/api/staff', command));
    if (!answer.ok) return answer.sentence;
    await this.load();
    return undefined;
  }

  /** For good, and after showing once more who one is. */
  async erase(staff: StaffId): Promise<string | undefined> {
    const answer = await certainty.with(() => post('/api/staff/erase', { staff }));
    if (!answer.ok) return answer.sentence;
    await this.load();
    return undefined;
  }

  async invite(right: Right, label: string): Promise<Called<Invited>> {
    const invited = await certainty.with(() => post<Invited>('/api/staff/invite', { right, label }));
    if (invited.ok) await this.load();
    return invited;
  }
}
