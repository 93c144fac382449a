import { example, text } from '../example.ts';
import Badge from './Badge.svelte';

export const examples = [
  example('quiet', Badge, { children: text('Facilitator') }),
  example('calm', Badge, { tone: 'calm', icon: 'chat', children: text('Chat only') }),
  example('good', Badge, { tone: 'good', icon: 'check', children: text('Done') }),
  example('notice', Badge, { tone: 'notice', icon: 'clock', children: text('May leave at 11:30') }),
  example('urgent', Badge, { tone: 'urgent', icon: 'help', children: text('Asks for help') }),
  example('private', Badge, { tone: 'private', icon: 'lock', children: text('Facilitators only') }),
  example('state, here', Badge, { tone: 'good', dot: true, children: text('Here') }),
  example('state, lost', Badge, { tone: 'notice', dot: true, children: text('Reconnecting') }),
];
