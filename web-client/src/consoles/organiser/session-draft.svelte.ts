// A session while it is being planned: texts as they are typed, until they can be read as numbers and times.
import type { AgendaItem, SessionPlan, SessionRow } from '$protocol';
import { words } from '$words';
import { moment, onTheClock } from './zone.ts';

export interface DraftItem {
  /** Nil for a new item: the server gives it its id. */
  id: string;
  title: string;
  minutes: string;
  note: string;
}

const NIL = '00000000-0000-0000-0000-000000000000';
const HOUR = 3_600_000;

export class SessionDraft {
  title = $state('');
  date = $state('');
  time = $state('');
  lead = $state('15');
  call = $state('');
  agenda = $state<DraftItem[]>([]);
  readonly zone: string;

  constructor(zone: string, session: SessionRow | undefined, now: number) {
    this.zone = zone;
    const plan = session?.plan;
    // The next full hour is a likely time to try things out, and easy to change.
    const starts = plan?.startsAt ?? Math.ceil(now / HOUR) * HOUR;
    ({ date: this.date, time: this.time } = onTheClock(starts, zone));
    this.title = plan?.title ?? '';
    this.lead = String(plan?.leadMinutes ?? 15);
    this.call = plan?.callLink ?? '';
    this.agenda = plan
      ? plan.agenda.map((item) => ({ ...item, minutes: String(item.minutes) }))
      : words.organiser.sessions.defaults.map((item) => ({
          id: NIL,
          title: item.title,
          minutes: String(item.minutes),
          note: '',
        }));
  }

  add(): void {
    this.agenda.push({ id: NIL, title: '', minutes: '15', note: '' });
  }

  remove(place: number): void {
    this.agenda.splice(place, 1);
  }

  /** Up by one (-1) or down by one (1). */
  shift(place: number, by: -1 | 1): void {
    const [item] = this.agenda.splice(place, 1);
    if (item) this.agenda.splice(place + by, 0, item);
  }

  get total(): number {
    return this.agenda.reduce((sum, item) => sum + (whole(item.minutes) ?? 0), 0);
  }

  /** The plan, or what is to be mended first. */
  read(): { plan: SessionPlan } | { mend: string } {
    const say = words.organiser.sessions;
    const startsAt = moment(this.date, this.time, this.zone);
    if (startsAt === undefined) return { mend: say.needDate };
    const leadMinutes = whole(this.lead);
    if (leadMinutes === undefined || leadMinutes > 120) return { mend: say.needLead };
    const agenda: AgendaItem[] = [];
    for (const { id, title, minutes, note } of this.agenda) {
      const read = whole(minutes);
      if (!read || read > 480) return { mend: say.needMinutes };
      agenda.push({ id, title, minutes: read, note });
    }
    const callLink = this.call.trim();
    return { plan: { title: this.title, startsAt, leadMinutes, agenda, ...(callLink ? { callLink } : {}) } };
  }
}

function whole(text: string): number | undefined {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined;
}
