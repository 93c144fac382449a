import { example } from '../example.ts';
import Avatar from './Avatar.svelte';

const people = [
  'Ana Reyes',
  'Bo Lindqvist',
  'Cy',
  'Dee Okafor',
  'Eve Marsh',
  'Fay Nguyen',
  'Gus Hale',
  'Ida 🌻',
];

export const examples = [
  ...people.map((name, n) => example(name, Avatar, { name, id: `person-${n}` })),
  example('small', Avatar, { name: 'Ana Reyes', id: 'person-0', size: 'small' }),
  example('large', Avatar, { name: 'Ana Reyes', id: 'person-0', size: 'large' }),
  example('away', Avatar, { name: 'Bo Lindqvist', id: 'person-1', away: true }),
];
