// A cohort of pairs on a day of their own: a few people in windows, and all others without one.
import type { Browser, TestInfo } from '@playwright/test';
import type { MovePolicy } from '../../protocol/typescript/index.ts';
import type { Roster } from './cast.ts';
import { Crowd } from './crowd.ts';
import { type Day, gather, type TraineeName } from './gathering.ts';
import type { Server } from './server.ts';

const PAIRS = [
  ['Asha', 'Ben'],
  ['Chi', 'Dan'],
  ['Eve', 'Flo'],
  ['Gus', 'Hal'],
  ['Ida', 'Jon'],
  ['Kit', 'Lin'],
] as const;

/** So many pairs of buddies. */
export function pairs(many: number): Roster {
  const buddies = PAIRS.slice(0, many);
  return { trainees: buddies.flat(), buddies };
}

/** Everybody has come; these have a window, as Fay and Sol do. */
export async function gatherPairs(
  browser: Browser,
  server: Server,
  info: TestInfo,
  many: number,
  ...inWindows: TraineeName[]
): Promise<{ day: Day; crowd: Crowd }> {
  const roster = pairs(many);
  const day = await gather(browser, server, info, inWindows, roster);
  const crowd = await Crowd.gathers(browser, server, day.programme);
  await crowd.joins(day.fay);
  await crowd.comesIn(...roster.trainees.filter((name) => !inWindows.some((each) => each === name)));
  return { day, crowd };
}

/** Whoever is gone counts as dropped soon, and moves come quickly. */
export async function quickMoves(
  crowd: Crowd,
  noticeSeconds: number,
  movePolicy: MovePolicy = { t: 'ask' },
): Promise<void> {
  const settings = {
    graceSeconds: 20,
    noticeSeconds,
    movePolicy,
    handOrder: 'first_come' as const,
    lobbyChat: false,
  };
  await crowd.does('Fay', { about: 'day', ask: { t: 'settings', settings } });
}

/** The day runs, and each pair sits in a room of its own. */
export async function intoRooms(day: Day, crowd: Crowd, noticeSeconds: number): Promise<void> {
  await crowd.does('Fay', { about: 'day', ask: { t: 'start' } });
  await quickMoves(crowd, noticeSeconds);
  await crowd.opensRooms('Fay', { kind: 'buddies', size: 2, prompt: 'How was your week?', minutes: 40 });
  await day.inRooms();
}
