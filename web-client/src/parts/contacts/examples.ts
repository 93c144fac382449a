import { example } from '../example.ts';
import Contacts from './Contacts.svelte';

export const examples = [
  example('two lines', Contacts, {
    contacts: [
      { name: 'Listening line', phone: '116 123', hours: 'Day and night' },
      { name: 'Morag, programme lead', phone: '+44 131 496 0000', hours: '' },
    ],
  }),
];
