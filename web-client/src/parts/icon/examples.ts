import { example } from '../example.ts';
import Icon from './Icon.svelte';
import { type IconName, icons } from './icons.ts';

export const examples = (Object.keys(icons) as IconName[]).map((name) =>
  example(name, Icon, { name, size: '1.75rem', label: name }),
);
