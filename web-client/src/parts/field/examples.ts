import { example } from '../example.ts';
import Field from './Field.svelte';

export const examples = [
  example('plain', Field, {
    label: 'Your name',
    reads: 'knock_name',
    value: 'Bo Lindqvist',
    hint: 'As the group should see it.',
  }),
  example('optional', Field, { label: 'Pronouns', reads: 'person_name', optional: true }),
  example('with an error', Field, {
    label: 'Email',
    reads: 'person_email',
    type: 'email',
    value: 'bo(at)example',
    error: 'That does not look like an email address. It needs an @ in it, like bo@example.org.',
  }),
  example('longer text', Field, {
    label: 'Prompt',
    reads: 'round_prompt',
    rows: 3,
    value: 'Tell your partner about a moment this week when somebody listened to you well.',
    limit: 120,
  }),
  example('too long', Field, {
    label: 'In one word',
    reads: 'shared_answer',
    value: 'Somewhere between hopeful and tired',
    limit: 20,
  }),
  example('read only', Field, {
    label: 'Join link',
    reads: 'key',
    value: 'https://alongside.example/j#k3r9',
    readonly: true,
  }),
];
