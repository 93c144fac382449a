import { example } from '../example.ts';
import Countdown from './Countdown.svelte';

// A clock that stands still: an example must look the same whenever it is looked at.
const clock = { now: () => 0 };

export const examples = [
  example('medium', Countdown, { until: 245_000, clock, label: 'Rooms close in' }),
  example('small', Countdown, { until: 3_905_000, clock, label: 'We start in', size: 'small' }),
  example('giant', Countdown, { until: 754_000, clock, label: 'We start in', size: 'giant' }),
];
