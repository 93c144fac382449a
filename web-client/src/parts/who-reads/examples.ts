import { example } from '../example.ts';
import WhoReads from './WhoReads.svelte';

export const examples = [
  example('everybody', WhoReads, { writing: 'main_chat' }),
  example('private', WhoReads, { writing: 'care_flag' }),
  example('one person', WhoReads, { writing: 'thread', person: 'you' }),
  example('later everybody', WhoReads, { writing: 'share_back' }),
];
