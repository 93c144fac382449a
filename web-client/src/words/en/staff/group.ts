import type { Checked, Role, Voice } from '$protocol';
import { plurals } from '../../plural.ts';

const plural = plurals('en-GB');

const voices: Record<Voice, string> = {
  voice: 'voice is fine',
  chat: 'chat rather than voice',
  unsure: 'may or may not speak',
};

const roles: Record<Role, string> = {
  guest: 'Guest',
  trainee: 'Trainee',
  facilitator: 'Facilitator',
  support: 'Assistant',
};

const checked: Record<Checked, string> = {
  works: 'works',
  does_not_work: 'does not work',
  not_tried: 'not tried',
};

/** Words of the list of people and of what staff can do for each. */
export const group = {
  title: 'People',
  trainees: 'Trainees',
  staff: 'Staff',
  roles,
  here: (here: number, all: number) => `${here} of ${all} here`,
  search: 'Find a person',
  none: 'Nobody of that name.',
  until: (time: string) => `back at ${time}`,
  leaving: (time: string) => `leaves at ${time}`,
  takingPart: 'How they take part',
  privately: 'Told to facilitators only',
  needs: 'Needs, from the roster',
  voices,
  cameraOff: 'camera off',
  dontCallOnMe: 'please don’t call on me',
  sharedSpace: 'in a shared space',
  captions: 'needs captions',
  largerText: 'needs larger text',
  optedOut: 'no rounds today',
  buddies: (names: string) => `Buddy: ${names}`,
  inRoom: (room: string) => `in ${room}`,
  more: (name: string) => `More for ${name}`,
  write: 'Write privately',
  writeTech: 'Write about technical things',
  markDropped: 'Mark as dropped out',
  markDroppedAsk: (name: string) =>
    `${name} counts as gone: the turn moves on, and a move is suggested for the room. They can come back at any time.`,
  remove: 'Remove from the session…',
  removeTitle: (name: string) => `Remove ${name} from the session?`,
  removeAsk: (name: string) =>
    `Every tab and device of ${name} closes, and their link, codes and sign-ins stop working. They cannot come back today; for another day an organiser makes a new link.`,
  removeDo: 'Remove',
  markDo: 'Mark as dropped out',
  moveTo: 'Move to a room…',
  tech: {
    title: 'Connections',
    none: 'Nobody has arrived yet.',
    person: 'Person',
    link: 'Connection',
    since: 'Since',
    losses: 'Lost today',
    roundTrip: 'Round trip',
    sound: 'Sound',
    call: 'Call',
    checked,
    notChecked: 'No check yet',
    ms: (n: number) => `${n} ms`,
    times: (n: number) => plural(n, { one: 'once', other: (n) => `${n} times` }),
    never: 'never',
    onlyTrouble: 'Only people with trouble',
    noTrouble: 'Everybody’s connection looks fine.',
  },
  ago: {
    now: 'just now',
    minutes: (n: number) => plural(n, { one: '1 min ago', other: (n) => `${n} min ago` }),
    hours: (n: number) => plural(n, { one: '1 h ago', other: (n) => `${n} h ago` }),
  },
};
