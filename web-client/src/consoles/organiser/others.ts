// People who are not on the roster, each with what tells two of one name apart.
import type { OtherPerson, PersonId, ProgrammeView } from '$protocol';
import { words } from '$words';
import { clockTime, clockTimeWithSeconds, dayName } from '$words/moments.ts';

const say = words.privacy.people;

interface Option {
  value: PersonId;
  label: string;
}

/** One label for each, and no two alike: whom a mistaken label erases is gone for good. */
export function otherOptions(others: readonly OtherPerson[], programme: ProgrammeView): Option[] {
  const short = others.map((one) => label(one, programme, clockTime));
  return others.map((one, place) => {
    const own = short[place] ?? '';
    const alike = short.filter((other) => other === own).length > 1;
    const exact = (): string => say.exactly(label(one, programme, clockTimeWithSeconds), shortId(one.id));
    return { value: one.id, label: alike ? exact() : own };
  });
}

function label(other: OtherPerson, programme: ProgrammeView, clock: typeof clockTime): string {
  const moment = (at: number): string =>
    say.moment(dayName(at, programme.timeZone), clock(at, programme.timeZone));
  if (other.removedAt !== undefined) return say.former(other.name, moment(other.removedAt));
  const session = programme.sessions.find((one) => other.sessions.includes(one.id));
  const guest = session ? say.guestOf(other.name, session.plan.title) : say.guest(other.name);
  return other.knockedAt === undefined ? guest : say.knocked(guest, moment(other.knockedAt));
}

/** As the audit trail has it of somebody who is no longer known by name. */
const shortId = (id: PersonId): string => id.slice(0, 8);
