// Which session a staff page is about: `/facilitator/ID` and `/support/ID`.
import type { Role, SessionId } from '$protocol';

export type StaffConsole = 'facilitator' | 'support';

export function sessionAt(path: string): SessionId | undefined {
  return /^\/(?:facilitator|support)\/([0-9a-f-]{36})\/?$/iu.exec(path)?.[1];
}

/** The page of somebody with this role; undefined when they are on it. */
export function ownPage(role: Role, here: StaffConsole, session: SessionId): string | undefined {
  if (role === here) return undefined;
  return role === 'facilitator' || role === 'support' ? `/${role}/${session}` : `/session/${session}`;
}
