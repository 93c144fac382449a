// One queue for everything that waits for somebody of the staff (R44): flags, help calls, proposals, held messages,
// knocks and technical trouble. What is in it follows from what the server shows this person; nothing is filtered here.
//
// The most urgent stands first, and within the same urgency the one that has waited longest.
// What somebody has claimed goes below what nobody has.
import type { At, FlagEntry, KnockEntry, MessageEntry, PersonId, ProposalEntry, RoomId } from '$protocol';
import type { DeviceEntry, Help, Lonely, PersonEntry, TechEntry } from '$protocol';
import { personOf, type Desk } from '../desk/desk.ts';

/** A help call nobody has taken is overdue after the same time as a flag (FLAG4). */
export const OVERDUE_AFTER_MS = 60_000;
/** Losing the connection so often in a day is worth a word. */
export const MANY_LOSSES = 3;
/** Above this the call and the page both feel broken. */
export const SLOW_ROUND_TRIP_MS = 1_500;

export type Trouble = 'dropped' | 'sound' | 'call' | 'slow' | 'losses';

interface Base {
  /** Stays the same for as long as the item is the same. */
  key: string;
  since: At;
  /** 0 is the most urgent. */
  urgency: number;
  overdue: boolean;
  claimedBy?: PersonId;
}

export type QueueItem = Base &
  (
    | { kind: 'flag'; flag: FlagEntry }
    | { kind: 'needed' }
    | { kind: 'help'; room: RoomId; help: Help }
    /** With the proposal that gives them company, so that there is one thing to do. */
    | { kind: 'alone'; room: RoomId; lonely: Lonely; proposal?: ProposalEntry }
    | { kind: 'proposal'; proposal: ProposalEntry }
    | { kind: 'held'; message: MessageEntry }
    | { kind: 'knock'; knock: KnockEntry }
    | { kind: 'device'; device: DeviceEntry }
    | { kind: 'trouble'; person: PersonEntry; troubles: Trouble[] }
  );

const URGENCY = {
  overdue: 0,
  wellbeing: 1,
  help: 2,
  proposal: 3,
  technical: 4,
  door: 5,
  trouble: 6,
  claimed: 7,
};

/** Everything that waits, in order. `setAside` holds keys of technical trouble that this person has put away. */
export function staffQueue(desk: Desk, setAside: ReadonlySet<string> = new Set()): QueueItem[] {
  const items: QueueItem[] = [
    ...flagItems(desk),
    ...neededItems(desk),
    ...helpItems(desk),
    ...aloneItems(desk),
    ...proposalItems(desk),
    ...heldItems(desk),
    ...knockItems(desk),
    ...deviceItems(desk).filter((item) => !setAside.has(item.key)),
    ...troubleItems(desk).filter((item) => !setAside.has(item.key)),
  ];
  return items.sort((a, b) => a.urgency - b.urgency || a.since - b.since || (a.key < b.key ? -1 : 1));
}

/** What asks for attention now: nobody has it yet. Technical trouble may wait and is not counted. */
export function waiting(items: readonly QueueItem[]): number {
  return items.filter((item) => item.claimedBy === undefined && item.kind !== 'trouble').length;
}

export function isClosed(flag: FlagEntry): boolean {
  return flag.state === 'resolved' || flag.state === 'passed_on' || flag.state === 'withdrawn';
}

/** Flags that have been looked after, the latest first. */
export function closedFlags(desk: Desk): FlagEntry[] {
  return desk
    .all('flag')
    .filter(isClosed)
    .sort((a, b) => b.at - a.at);
}

function flagItems(desk: Desk): QueueItem[] {
  return desk
    .all('flag')
    .filter((flag) => !isClosed(flag))
    .map((flag) => {
      const open = flag.claimedBy === undefined;
      const fresh = flag.kind === 'technical' ? URGENCY.technical : URGENCY.wellbeing;
      const overdue = open && (flag.overdue || desk.now - flag.at >= OVERDUE_AFTER_MS);
      return {
        kind: 'flag' as const,
        key: `flag/${flag.id}`,
        since: flag.at,
        urgency: overdue ? URGENCY.overdue : open ? fresh : URGENCY.claimed,
        overdue,
        ...(flag.claimedBy !== undefined && { claimedBy: flag.claimedBy }),
        flag,
      };
    });
}

/** For the assistant, who does not see flags about somebody's wellbeing: that a facilitator is to be fetched (FLAG8). */
function neededItems(desk: Desk): QueueItem[] {
  const needed = desk.one('needed', 'needed');
  if (!needed || desk.facilitates) return [];
  return [
    {
      kind: 'needed' as const,
      key: `needed/${needed.since}`,
      since: needed.since,
      urgency: URGENCY.overdue,
      overdue: true,
    },
  ];
}

function helpItems(desk: Desk): QueueItem[] {
  return desk.all('inside').flatMap(({ id, help }) => {
    if (!help) return [];
    const taken = help.state === 'coming';
    const overdue = !taken && desk.now - help.at >= OVERDUE_AFTER_MS;
    return [
      {
        kind: 'help' as const,
        key: `help/${id}/${help.at}`,
        since: help.at,
        urgency: overdue ? URGENCY.overdue : taken ? URGENCY.claimed : URGENCY.help,
        overdue,
        ...(help.takenBy !== undefined && { claimedBy: help.takenBy }),
        room: id,
        help,
      },
    ];
  });
}

/** Somebody is alone in a room: an item of its own from the first alert on, and a new one with each further alert. */
function aloneItems(desk: Desk): QueueItem[] {
  return desk.all('monitor').flatMap(({ id, lonely }) => {
    if (!lonely || lonely.alerts === 0) return [];
    const proposal = waitingProposals(desk).find((one) => helps(one, id, lonely));
    return [
      {
        kind: 'alone' as const,
        key: `alone/${id}/${lonely.person}/${lonely.alerts}`,
        since: lonely.since,
        urgency: URGENCY.overdue,
        overdue: true,
        room: id,
        lonely,
        ...(proposal && { proposal }),
      },
    ];
  });
}

/** Proposals that wait for staff: for a decision, or because somebody asked for a moment. */
const waitingProposals = (desk: Desk): ProposalEntry[] =>
  desk
    .all('proposal')
    .filter(({ state, waiting }) => state === 'open' || (state === 'announced' && waiting.length > 0));

/** Whether it moves whoever is alone, or somebody to them. */
function helps({ options, applied }: ProposalEntry, room: RoomId, lonely: Lonely): boolean {
  const moves = options[applied ?? 0]?.moves ?? [];
  return moves.some(({ person, to }) => person === lonely.person || to === room);
}

/** What an alarm speaks of already is not said twice. */
function proposalItems(desk: Desk): QueueItem[] {
  const told = new Set(aloneItems(desk).map((item) => item.kind === 'alone' && item.proposal?.id));
  return waitingProposals(desk)
    .filter(({ id }) => !told.has(id))
    .map((proposal) => ({
      kind: 'proposal' as const,
      key: `proposal/${proposal.id}`,
      since: proposal.at,
      urgency: URGENCY.proposal,
      overdue: false,
      proposal,
    }));
}

function heldItems(desk: Desk): QueueItem[] {
  return desk
    .all('message')
    .filter(({ state }) => state === 'held')
    .map((message) => ({
      kind: 'held' as const,
      key: `held/${message.id}`,
      since: message.at,
      urgency: URGENCY.door,
      overdue: false,
      message,
    }));
}

function knockItems(desk: Desk): QueueItem[] {
  return desk.all('knock').map((knock) => ({
    kind: 'knock' as const,
    key: `knock/${knock.person}`,
    since: knock.at,
    urgency: URGENCY.door,
    overdue: false,
    knock,
  }));
}

/** A second device that waits; one that was turned away is a technical word to staff, until they set it aside. */
function deviceItems(desk: Desk): QueueItem[] {
  return desk.all('device').map((device) => ({
    kind: 'device' as const,
    key: `device/${device.id}/${device.state}`,
    since: device.at,
    urgency: device.state === 'waiting' ? URGENCY.door : URGENCY.technical,
    overdue: false,
    device,
  }));
}

/** What is wrong with a person's connection, in the order in which it matters. */
export function troublesOf(tech: TechEntry, person: PersonEntry): Trouble[] {
  if (person.link === 'dropped') return ['dropped'];
  if (person.link === 'not_arrived' || person.link === 'left') return [];
  const found: Trouble[] = [];
  if (tech.check?.call === 'does_not_work') found.push('call');
  if (tech.check?.sound === 'does_not_work') found.push('sound');
  if ((tech.check?.roundTripMs ?? 0) >= SLOW_ROUND_TRIP_MS) found.push('slow');
  if (tech.losses >= MANY_LOSSES) found.push('losses');
  return found;
}

/** Somebody whom a proposal under way already speaks of is not said twice; when the day is over nothing needs mending. */
function troubleItems(desk: Desk): QueueItem[] {
  if (desk.one('session', 'session')?.phase === 'ended') return [];
  const spokenOf = new Set(
    desk
      .all('proposal')
      .filter(({ state }) => state === 'open' || state === 'announced')
      .flatMap(({ happened }) => happened.map(({ person }) => person)),
  );
  return desk.all('tech').flatMap((tech) => {
    const person = personOf(desk, tech.person);
    if (!person || person.role !== 'trainee' || spokenOf.has(person.id)) return [];
    const troubles = troublesOf(tech, person);
    if (troubles.length === 0) return [];
    return [
      {
        kind: 'trouble' as const,
        key: `trouble/${person.id}/${troubles.join('+')}`,
        since: tech.linkSince,
        urgency: URGENCY.trouble,
        overdue: false,
        person,
        troubles,
      },
    ];
  });
}
