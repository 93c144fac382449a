// A message that was sent before a reload and refused after it: its words go back to where they were written.
import type { Command, Outcome } from '$protocol';
import { channelKey } from './channel.ts';
import type { Drafts } from './drafts.svelte.ts';

export function backToDraft(drafts: Drafts, command: Command, outcome: Outcome): void {
  if (outcome.t === 'kept' || command.about !== 'chat' || command.ask.t !== 'post') return;
  const place = channelKey(command.ask.channel);
  const begun = drafts.get(place);
  drafts.set(place, begun === '' ? command.ask.words : `${command.ask.words}\n${begun}`);
}
