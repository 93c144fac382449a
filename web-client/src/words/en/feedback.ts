import type { FeedbackScale, FeedbackText } from '$protocol';
import { plurals } from '../plural.ts';

const plural = plurals('en-GB');
const decimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

const scales: Record<FeedbackScale, string> = {
  overall: 'How was today, all in all?',
  relevance: 'How much did it have to do with you and your work?',
  facilitators: 'How did the facilitators lead the session?',
  involvement: 'How well could you take part?',
  safety: 'How safe did you feel?',
  online: 'How well did it work online?',
  pace: 'How was the pace?',
  recommend: 'Would you recommend it to others?',
};

const texts: Record<FeedbackText, string> = {
  why: 'Why do you see the day as you do?',
  most_useful: 'What was most useful?',
  differently: 'What will you do differently now?',
  improve: 'What could we do better?',
};

/** Words of feedback without names: the form, and what staff see of it. */
export const feedback = {
  title: 'How was today for you?',
  opened: 'There is a short feedback form on your page, if you like.',
  intro: 'You can leave out any question. Your name is not on it.',
  once: 'You can send it once. After that it cannot be changed or taken back.',
  whose: 'Facilitators cannot tell which one is yours. A day after the end nobody can.',
  five: 'What is answered by fewer than five people is not shown.',
  guess: 'If you write what only you can know, people may guess that it was you.',
  scales,
  texts,
  steps: ['1 (low)', '2', '3', '4', '5 (high)'],
  pace: ['Too slow', 'Right', 'Too fast'],
  recommend: ['No', 'Not sure', 'Yes'],
  noAnswer: 'No answer',
  send: 'Send feedback',
  nothing: 'Nothing is filled in yet. Please answer at least one question; which one is up to you.',
  tooLong: 'One of your answers is too long. Nothing was cut, so you can shorten it.',
  thanks: 'Thank you for your feedback',
  kept: 'It is kept. It cannot be changed now. Facilitators cannot tell which one is yours; a day after the end nobody can.',
  closed: 'The feedback form is closed',
  notSent:
    'What you have begun was not sent. These are your words; they stay on this page until you close it.',

  care: {
    title: 'Feedback',
    hint: 'A short form without names on the pages of trainees. Best at the check-out, while everybody is still there.',
    notYet: 'The form has not been opened yet.',
    open: 'Open the form',
    again: 'Open the form again',
    close: 'Close the form',
    isOpen: 'The form is open. It closes when the day ends.',
    isClosed: 'The form is closed. Nobody can send it just now.',
    sent: (n: number, all: number) =>
      `${plural(n, { one: '1 person has', other: (n) => `${n} people have` })} sent it, of ${all}`,
    later: (n: number) =>
      `When the day has ended you can read what they say, without names, question by question, where at least ${n} have answered. Nobody can read it before.`,
    endOpen: 'The feedback form closes when the day ends.',
    endNever: 'The feedback form has not been opened. After the end nobody can send it.',
    none: 'There was no feedback form on this day.',
    answers: (n: number) => plural(n, { one: '1 answer', other: (n) => `${n} answers` }),
    tooFew: (n: number) =>
      `Fewer than ${n} people have sent the form. So that nobody can be recognised, nothing of it is shown or kept.`,
    few: (n: number) => `Fewer than ${n} answers: too few to show.`,
    gone: 'What was written is no longer kept.',
    shown: 'The answers to each question stand in an order of their own. Nothing tells who wrote what.',
    mean: (mean: number, n: number) =>
      `${decimal.format(mean)} of 5 on average, ${plural(n, { one: '1 answer', other: (n) => `${n} answers` })}`,
  },
};
