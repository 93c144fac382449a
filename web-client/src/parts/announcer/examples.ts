import { example } from '../example.ts';
import Announcer from './Announcer.svelte';

export const examples = [example('the two live regions (nothing to see)', Announcer, {})];
