import { describe, expect, it } from 'vitest';
import { moment, onTheClock } from './zone.ts';

describe('times in the time zone of the programme', () => {
  it('reads ten o’clock in London as ten, in winter and in summer', () => {
    expect(moment('2026-11-24', '10:00', 'Europe/London')).toBe(Date.parse('2026-11-24T10:00:00Z'));
    expect(moment('2026-07-01', '10:00', 'Europe/London')).toBe(Date.parse('2026-07-01T09:00:00Z'));
  });

  it('shows a moment as the clock there shows it, and reads it back', () => {
    const at = Date.parse('2026-10-25T09:45:00Z');
    const shown = onTheClock(at, 'America/New_York');
    expect(shown).toEqual({ date: '2026-10-25', time: '05:45' });
    expect(moment(shown.date, shown.time, 'America/New_York')).toBe(at);
  });

  it('gives nothing for a date that is none', () => {
    expect(moment('', '10:00', 'Europe/London')).toBeUndefined();
    expect(moment('2026-11-24', '', 'Europe/London')).toBeUndefined();
  });
});
