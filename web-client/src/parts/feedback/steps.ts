// What the steps of each question are called, from the lowest on.
import type { FeedbackScale } from '$protocol';
import { words } from '$words';

export function stepsOf(scale: FeedbackScale): string[] {
  const say = words.feedback;
  if (scale === 'pace' || scale === 'recommend') return say[scale];
  return say.steps;
}
