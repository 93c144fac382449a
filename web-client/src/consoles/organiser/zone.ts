// Dates and times as they stand on a clock in the programme's time zone, and the moments they mean.

/** What the clock shows there, as "2026-11-24" and "10:00". */
export function onTheClock(at: number, zone: string): { date: string; time: string } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
  };
}

/** The moment at which the clock there shows this; nothing when it is no date and time. */
export function moment(date: string, time: string, zone: string): number | undefined {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wanted)) return undefined;
  let at = wanted;
  // Once finds the offset, twice mends the hours around a clock change.
  for (let round = 0; round < 2; round++) {
    const shown = onTheClock(at, zone);
    at += wanted - Date.parse(`${shown.date}T${shown.time}:00Z`);
  }
  return at;
}

/** The zones this browser knows, the person's own first. */
export function zones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return [own, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== own)];
}
