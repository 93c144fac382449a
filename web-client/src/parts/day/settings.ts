// The ranges that the server keeps to, so that a number outside is said before it is sent.

export const SETTINGS_RANGE = {
  grace: { least: 20, most: 600 },
  notice: { least: 5, most: 300 },
  closing: { least: 10, most: 300 },
  after: { least: 10, most: 600, usual: 60 },
};

/** The whole number that was typed, when it lies in the range. */
export function between(text: string, least: number, most: number): number | undefined {
  const number = Number(text.trim());
  const fits = text.trim() !== '' && Number.isInteger(number) && number >= least && number <= most;
  return fits ? number : undefined;
}
