import type { Command, Outcome, PlanEntry, PlannedRoom } from '$protocol';
import { describe, expect, test } from 'vitest';
import { KEPT, refused } from '../desk/fake.ts';
import { PlanEditor } from './plan-editor.svelte.ts';
import { addRoom, movePerson, removeRoom, rename, setCallLink, setLead } from './plan-moves.ts';

const room = (id: string, people: string[], more: Partial<PlannedRoom> = {}): PlannedRoom => ({
  id,
  name: `Room ${id}`,
  people,
  ...more,
});

function planWith(rooms: PlannedRoom[], version = 1, unplaced: string[] = []): PlanEntry {
  return {
    version,
    kind: 'random',
    prompt: '',
    minutes: 10,
    rooms,
    unplaced,
    notes: [],
    cost: '',
    why: [],
    without: [],
  };
}

/** A server that keeps the plan and refuses what is based on an older one (ROOM1). */
class Server {
  plan: PlanEntry;
  versions: number[] = [];
  /** Something that happens just before the next edit arrives. */
  meanwhile: (() => void) | undefined;

  constructor(plan: PlanEntry) {
    this.plan = plan;
  }

  ask = async (command: Command): Promise<Outcome> => {
    await Promise.resolve();
    if (command.about !== 'rooms' || command.ask.t !== 'edit_plan') return refused('not this');
    const { version, rooms } = command.ask;
    const interrupt = this.meanwhile;
    this.meanwhile = undefined;
    interrupt?.();
    this.versions.push(version);
    if (version !== this.plan.version) return refused('The plan has changed.', 'stale');
    if (rooms.some(({ name }) => name === '')) return refused('A room needs a name.', 'mend');
    this.plan = planWith(rooms, version + 1, this.plan.unplaced);
    return KEPT;
  };
}

function editorOn(server: Server): PlanEditor {
  return new PlanEditor(() => server.plan, server.ask);
}

const peopleIn = (rooms: readonly PlannedRoom[]) => rooms.map(({ people }) => people);

describe('editing a plan', () => {
  test('shows a move at once, and sends the rooms with the version they are based on', async () => {
    const server = new Server(planWith([room('1', ['ana', 'bo']), room('2', ['cai', 'dee'])], 4));
    const editor = editorOn(server);
    const sent = editor.change(movePerson('bo', '2'));
    expect(peopleIn(editor.rooms)).toEqual([['ana'], ['cai', 'dee', 'bo']]);
    expect(editor.busy).toBe(true);
    await sent;
    expect(peopleIn(server.plan.rooms)).toEqual([['ana'], ['cai', 'dee', 'bo']]);
    expect([server.versions, editor.busy]).toEqual([[4], false]);
  });

  test('several moves in a row go one after the other, each on the newest version', async () => {
    const server = new Server(planWith([room('1', ['ana', 'bo']), room('2', ['cai'])]));
    const editor = editorOn(server);
    void editor.change(movePerson('bo', '2'));
    void editor.change(addRoom('3', 'Room 3'));
    await editor.change(movePerson('cai', '3'));
    await expect.poll(() => editor.busy).toBe(false);
    expect(server.versions).toEqual([1, 2, 3]);
    expect(peopleIn(server.plan.rooms)).toEqual([['ana'], ['bo'], ['cai']]);
  });

  test('when a colleague was quicker, both changes are there in the end (ROOM1)', async () => {
    const server = new Server(planWith([room('1', ['ana', 'bo']), room('2', ['cai'])]));
    const editor = editorOn(server);
    server.meanwhile = () => {
      server.plan = planWith(rename('2', 'Garden')(server.plan.rooms), 2);
    };
    await editor.change(movePerson('bo', '2'));
    expect(editor.refusal).toBe('');
    expect(server.plan.rooms[1]).toMatchObject({ name: 'Garden', people: ['cai', 'bo'] });
  });

  test('a refusal gives up that change, says why, and keeps the others', async () => {
    const server = new Server(planWith([room('1', ['ana', 'bo'])]));
    const editor = editorOn(server);
    await editor.change(rename('1', ''));
    expect(editor.refusal).toBe('A room needs a name.');
    expect(editor.rooms[0]?.name).toBe('Room 1');
  });

  test('people of a removed room are unplaced, not lost', async () => {
    const server = new Server(planWith([room('1', ['ana', 'bo']), room('2', ['cai'])], 1, ['dee']));
    const editor = editorOn(server);
    void editor.change(removeRoom('2'));
    expect(editor.unplaced).toEqual(['dee', 'cai']);
  });
});

describe('a change to the rooms', () => {
  const rooms = [room('1', ['ana', 'bo'], { lead: 'bo' }), room('2', ['cai'])];

  test('a lead who moves leads no longer', () => {
    const after = movePerson('bo', '2')(rooms);
    expect(after[0]).not.toHaveProperty('lead');
    expect(after[1]?.people).toEqual(['cai', 'bo']);
  });

  test('moving to where one is changes nothing, nor does a room that has gone', () => {
    expect(movePerson('bo', '1')(rooms)).toEqual(rooms);
    expect(movePerson('bo', '9')(rooms)).toEqual(rooms);
  });

  test('leads and call links can be taken away again', () => {
    expect(setLead('1', undefined)(rooms)[0]).not.toHaveProperty('lead');
    const linked = setCallLink('2', 'https://call.example/2')(rooms);
    expect(linked[1]?.callLink).toBe('https://call.example/2');
    expect(setCallLink('2', '')(linked)[1]).not.toHaveProperty('callLink');
  });
});
