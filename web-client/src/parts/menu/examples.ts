import { example } from '../example.ts';
import Menu from './Menu.svelte';

const nothing = () => undefined;

export const examples = [
  example('beside a message', Menu, {
    label: 'More for Bo’s message',
    items: [
      { label: 'Reply', icon: 'reply', onchoose: nothing },
      { label: 'Pin for everyone', icon: 'pin', onchoose: nothing },
      { label: 'Raise a flag', icon: 'flag', onchoose: nothing },
      { label: 'Hide with a reason', icon: 'eye', danger: true, onchoose: nothing },
    ],
  }),
  example('with its words', Menu, {
    label: 'Rooms',
    icon: 'rooms',
    showLabel: true,
    kind: 'secondary',
    items: [
      { label: 'Two more minutes', onchoose: nothing },
      { label: 'Close kindly', onchoose: nothing },
    ],
  }),
];
