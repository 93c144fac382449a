import { example, text } from '../example.ts';
import Button from './Button.svelte';

export const examples = [
  example('primary', Button, { kind: 'primary', children: text('Join the session') }),
  example('secondary', Button, { children: text('Not yet') }),
  example('quiet', Button, { kind: 'quiet', icon: 'reply', children: text('Reply') }),
  example('danger', Button, { kind: 'danger', children: text('Remove for good') }),
  example('with an icon', Button, { kind: 'primary', icon: 'send', children: text('Send') }),
  example('toggle, on', Button, { icon: 'hand', pressed: true, children: text('Hand up') }),
  example('busy', Button, { kind: 'primary', busy: true, children: text('Saving') }),
  example('icon alone', Button, { kind: 'quiet', icon: 'more', label: 'More for this message' }),
  example('small', Button, { size: 'small', icon: 'copy', children: text('Copy link') }),
  example('large', Button, { kind: 'primary', size: 'large', icon: 'arrow', children: text('Come in') }),
  example('a link', Button, { href: '#somewhere', icon: 'voice', children: text('Open the call') }),
];
