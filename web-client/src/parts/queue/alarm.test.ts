import { expect, test } from 'vitest';
import { QueueNews } from './alarm.ts';
import type { QueueItem } from './queue.ts';

const item = (key: string, overdue = false, claimedBy?: string): QueueItem => ({
  kind: 'knock',
  key,
  since: 0,
  urgency: overdue ? 0 : 5,
  overdue,
  ...(claimedBy !== undefined && { claimedBy }),
  knock: { person: key, name: key, at: 0 },
});
const keys = (items: QueueItem[]) => items.map(({ key }) => key);

test('each item is told once when it comes and once when it is overdue', () => {
  const news = new QueueNews();
  news.look([]);
  expect(keys(news.look([item('dee')]).arrived)).toEqual(['dee']);
  expect(news.look([item('dee')])).toEqual({ arrived: [], overdue: [] });
  expect(keys(news.look([item('dee', true)]).overdue)).toEqual(['dee']);
  expect(news.look([item('dee', true)])).toEqual({ arrived: [], overdue: [] });
});

test('what falls back from whoever had it is told again, and so is that it is overdue (FLAG3, ROOM7)', () => {
  const news = new QueueNews();
  news.look([]);
  news.look([item('fern')]);
  news.look([item('fern', true)]);
  expect(news.look([item('fern', false, 'sol')])).toEqual({ arrived: [], overdue: [] });
  const again = news.look([item('fern', true)]);
  expect([keys(again.arrived), keys(again.overdue)]).toEqual([['fern'], ['fern']]);
  expect(news.look([item('fern', true)])).toEqual({ arrived: [], overdue: [] });
});

test('what waits already when the page opens is before the eyes and not told', () => {
  expect(new QueueNews().look([item('dee', true)])).toEqual({ arrived: [], overdue: [] });
});
