import { describe, expect, it } from 'vitest';
import { words } from '$words';
import { SessionDraft } from './session-draft.svelte.ts';

const now = Date.parse('2026-11-24T09:20:00Z');
const draft = () => new SessionDraft('Europe/London', undefined, now);

describe('planning a session', () => {
  it('begins with the next full hour and a usual day', () => {
    const plan = draft();
    expect([plan.date, plan.time]).toEqual(['2026-11-24', '10:00']);
    expect(plan.agenda.length).toBeGreaterThan(2);
  });

  it('reads what was typed as a plan', () => {
    const typed = draft();
    typed.title = 'Listening';
    typed.agenda = [{ id: 'x', title: 'Check-in', minutes: ' 20 ', note: '' }];
    expect(typed.read()).toEqual({
      plan: {
        title: 'Listening',
        startsAt: Date.parse('2026-11-24T10:00:00Z'),
        leadMinutes: 15,
        agenda: [{ id: 'x', title: 'Check-in', minutes: 20, note: '' }],
      },
    });
  });

  it('says what is to be mended', () => {
    const typed = draft();
    typed.agenda = [{ id: 'x', title: 'Check-in', minutes: '-5', note: '' }];
    expect(typed.read()).toEqual({ mend: words.organiser.sessions.needMinutes });
    typed.date = '';
    expect(typed.read()).toEqual({ mend: words.organiser.sessions.needDate });
  });

  it('moves items by keyboard without losing one', () => {
    const typed = draft();
    const before = typed.agenda.map((item) => item.title);
    typed.shift(0, 1);
    expect(typed.agenda.map((item) => item.title)).toEqual([before[1], before[0], ...before.slice(2)]);
  });
});
