import { example } from '../example.ts';
import Switch from './Switch.svelte';

export const examples = [
  example('off', Switch, { label: 'Sounds', hint: 'A soft tone when somebody asks for help.' }),
  example('on', Switch, { label: 'Please don’t call on me', checked: true }),
];
