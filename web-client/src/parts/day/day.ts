// Where the day is: the present item, the next one, and how much of the present one is left.
import type { AgendaItem } from '$protocol';
import type { Desk } from '../desk/desk.ts';

export interface DayNow {
  current?: AgendaItem;
  next?: AgendaItem;
  /** Negative when the item has run over its time; that is nobody's fault and stops nothing. */
  leftMs?: number;
}

export function dayNow(desk: Desk): DayNow {
  const agenda = desk.one('agenda', 'agenda');
  if (!agenda) return {};
  const place = agenda.items.findIndex(({ id }) => id === agenda.current);
  const [current, next] = [agenda.items[place], agenda.items[place + 1]];
  return {
    ...(current && { current }),
    ...(next && { next }),
    ...(current && agenda.currentEndsAt !== undefined && { leftMs: agenda.currentEndsAt - desk.now }),
  };
}
