import { example, text } from '../example.ts';
import Card from './Card.svelte';

const prompt = text(
  'Tell each other about a moment this week when somebody listened to you well. Two minutes each.',
);

export const examples = [
  example('raised', Card, { title: 'Your room', children: prompt }),
  example('urgent', Card, {
    title: 'Room 3 asks for help',
    tone: 'urgent',
    children: text('Ana, Bo and Cy · 2 minutes ago'),
  }),
  example('private', Card, {
    title: 'Only facilitators see this',
    tone: 'private',
    children: text('May have to leave early.'),
  }),
  example('flat', Card, { look: 'flat', children: text('A card within a card.') }),
];
