// What all answers say together, question by question, as it is shown.
import type { FeedbackResults, FeedbackScale, FeedbackText } from '$protocol';
import { words } from '$words';
import { stepsOf } from '../feedback/steps.ts';

const SCALES = Object.keys(words.feedback.scales) as FeedbackScale[];
const TEXTS = Object.keys(words.feedback.texts) as FeedbackText[];

export interface Bar {
  label: string;
  count: number;
  /** Of all answers to the question, from 0 to 1. */
  share: number;
}

export interface Marked {
  scale: FeedbackScale;
  answers: number;
  bars: Bar[];
  /** Only where steps go from low to high. */
  mean?: number;
}

export function marked(results: FeedbackResults): Marked[] {
  return SCALES.flatMap((scale) => {
    const counts = results.scales[scale] ?? [];
    const answers = counts.reduce((sum, count) => sum + count, 0);
    if (answers === 0) return [];
    const names = stepsOf(scale);
    const bars = counts.map((count, step) => ({ label: names[step] ?? '', count, share: count / answers }));
    if (names !== words.feedback.steps) return [{ scale, answers, bars }];
    const sum = counts.reduce((all, count, step) => all + count * (step + 1), 0);
    return [{ scale, answers, bars, mean: sum / answers }];
  });
}

/** Questions of which too few answers came to show any. */
export function tooFew(results: FeedbackResults): string[] {
  const say = words.feedback;
  const scales = SCALES.filter((scale) => !results.scales[scale]).map((scale) => say.scales[scale]);
  const texts = TEXTS.filter((text) => !results.texts[text]).map((text) => say.texts[text]);
  return [...scales, ...texts];
}

export function written(results: FeedbackResults): { text: FeedbackText; all: string[] }[] {
  return TEXTS.flatMap((text) => {
    const all = results.texts[text] ?? [];
    return all.length > 0 ? [{ text, all }] : [];
  });
}
