import type { PlanKind } from '$protocol';
import { plurals } from '../../plural.ts';

const plural = plurals('en-GB');

const kinds: Record<PlanKind, { name: string; hint: string }> = {
  buddies: { name: 'Buddies', hint: 'Each pair its own room, confidential' },
  random: { name: 'Random', hint: 'Even groups by chance' },
  mixed: { name: 'Mixed', hint: 'New company, fewest repeats' },
  by_hand: { name: 'By hand', hint: 'Empty rooms to fill yourself' },
  saved: { name: 'A saved plan', hint: 'The same people together, as far as they are here' },
  programme: { name: 'The programme’s plan', hint: 'The round planned for now, for those who are here' },
};

/** Words of preparing breakout rooms. */
export const plan = {
  title: 'Prepare rooms',
  kind: 'How should people be grouped?',
  kinds,
  size: 'People in a room',
  prompt: 'Prompt, in plain words',
  promptHint: 'What should they do there? It stands in every room.',
  promptKept: 'Leave it empty to use the prompt that was saved.',
  promptNeeded: 'Please write a prompt. Rooms without one leave people guessing.',
  minutes: 'Minutes',
  rooms: 'Number of rooms',
  roomsAny: 'as it fits',
  plannedHint: (left: number, repeats: number) =>
    `${plural(left, { one: 'The last round planned for today', other: (n) => `${n} rounds are left for today` })}; ${
      repeats === 0
        ? 'nobody meets somebody they have met before'
        : plural(repeats, { one: '1 pair meets again', other: (n) => `${n} pairs meet again` })
    }.`,
  savedWhich: 'Which plan?',
  savedRow: (name: string, rooms: number, people: number) =>
    `${name} (${plural(people, { one: '1 person', other: (n) => `${n} people` })}, ${plural(rooms, { one: '1 room', other: (n) => `${n} rooms` })})`,
  savedDelete: 'Delete this plan',
  savedDeleteAsk: (name: string) =>
    `“${name}” can then no longer be used, in any session. Rooms that are open stay.`,
  save: 'Save under a name',
  saveHint: 'For this session and later ones of the programme. A plan of the same name is replaced.',
  saveName: 'Name of the plan',
  saved: (name: string) => `Saved as “${name}”.`,
  settings: 'Prompt and time',
  settingsSave: 'Save',
  cost: 'What it costs',
  clash: {
    title: 'Not every rule can be kept',
    intro: 'Only facilitators see this. Choose what to let go this once, or change the plan.',
    choose: 'Use this plan',
    none: 'Larger or fewer rooms may help, or a plan by hand.',
  },
  setPrompt: 'Prompt of this room…',
  promptLabel: 'Prompt of this room',
  promptOwn: 'Its own prompt:',
  make: 'Make a plan',
  makeAgain: 'Make a new plan',
  previewTitle: 'Preview',
  previewHint: 'Only staff see this. Drag people, or use the menu beside a name.',
  unplaced: 'In no room yet',
  unplacedNone: 'Everybody has a room.',
  moveMenu: (name: string) => `Move ${name}`,
  moveTo: (room: string) => `Move to ${room}`,
  takeOut: 'Take out of the rooms',
  makeLead: 'Make lead',
  noLead: 'No longer lead',
  moved: (name: string, room: string) => `${name} is now in ${room}.`,
  movedOut: (name: string) => `${name} is in no room now.`,
  undone: 'The last move was undone.',
  lead: 'lead',
  roomMenu: (room: string) => `More for ${room}`,
  rename: 'Rename…',
  setLink: 'Call link…',
  remove: 'Remove room',
  removeAsk: (room: string) => `${room} goes, and its people wait in “In no room yet”.`,
  addRoom: 'Add a room',
  roomName: (n: number) => `Room ${n}`,
  nameLabel: 'Name of the room',
  linkLabel: 'Call link of the room',
  hasLink: 'has a call link',
  people: (n: number) => plural(n, { one: '1 person', other: (n) => `${n} people` }),
  aloneHere: 'Nobody should be alone',
  notes: 'Why it is like this',
  warnings: 'Please look at this first',
  notice: 'Seconds of notice',
  noticeHint: 'Everybody sees who goes where before the rooms open.',
  open: 'Open the rooms',
  openNow: (seconds: number) => `Open in ${seconds} s`,
  openAsk: (rooms: number, people: number, seconds: number) =>
    `${people} people go to ${rooms} rooms in ${seconds} seconds. You can call it off until then.`,
  drop: 'Put the plan away',
  dropAsk: 'The plan goes. Nobody but staff has seen it.',
  saving: 'Saving your changes',
};
