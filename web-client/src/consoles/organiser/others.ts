// People who are not on the roster, each with what tells two of one name apart.
import type { OtherPerson, ProgrammeView } from '$protocol';
import { words } from '$words';
import { clockTime, dayName } from '$words/moments.ts';

export function otherLabel(other: OtherPerson, programme: ProgrammeView): string {
  const say = words.privacy.people;
  const moment = (at: number): string =>
    say.moment(dayName(at, programme.timeZone), clockTime(at, programme.timeZone));
  if (other.removedAt !== undefined) return say.former(other.name, moment(other.removedAt));
  const session = programme.sessions.find((one) => other.sessions.includes(one.id));
  const guest = session ? say.guestOf(other.name, session.plan.title) : say.guest(other.name);
  return other.knockedAt === undefined ? guest : say.knocked(guest, moment(other.knockedAt));
}
