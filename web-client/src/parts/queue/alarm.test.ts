import { expect, test } from 'vitest';
import { QueueNews } from './alarm.ts';
import type { QueueItem } from './queue.ts';

const item = (key: string, overdue = false): QueueItem => ({
  kind: 'knock',
  key,
  since: 0,
  urgency: overdue ? 0 : 5,
  overdue,
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

test('what waits already when the page opens is before the eyes and not told', () => {
  expect(new QueueNews().look([item('dee', true)])).toEqual({ arrived: [], overdue: [] });
});
