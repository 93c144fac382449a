import { example } from '../example.ts';
import SeenBy from './SeenBy.svelte';

export const examples = [
  example('everybody', SeenBy, { words: 'Everybody in this session will see this.' }),
  example('private', SeenBy, { words: 'Only the facilitators will see this.', privately: true }),
];
