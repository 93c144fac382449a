// The scales of a round: which have steps, and how each step looks and is called.
import type { Scale } from '$protocol';
import { words } from '$words';

export const STEPS = [1, 2, 3, 4, 5] as const;

type Stepped = keyof typeof words.rounds.steps;

/** Words alone, or one of five steps. */
export function hasSteps(scale: Scale): scale is Stepped {
  return scale === 'one_to_five' || scale === 'weather' || scale === 'battery';
}

/** What a step is called: "Cloudy". */
export function stepName(scale: Scale, value: number): string {
  return hasSteps(scale) ? (words.rounds.steps[scale][value - 1] ?? String(value)) : String(value);
}
