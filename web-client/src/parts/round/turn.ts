// Where the round stands for this person, in one sentence.
import type { LiveSession } from '$live/session.svelte.ts';
import { words } from '$words';
import type { MyPart } from './my-part.svelte.ts';

export function turnSentence(session: LiveSession, part: MyPart): string {
  const { round } = part;
  if (!round) return '';
  if (round.state === 'ended') return words.rounds.ended;
  if (!part.asked && !session.isStaff) return words.rounds.notInRound;
  if (round.kind === 'in_turn') return inTurn(session, part);
  if (round.state === 'revealed') return words.rounds.revealed;
  if (part.done) return round.kind === 'quiet' ? words.rounds.quietDone : words.rounds.waitingForReveal;
  return words.rounds.writeNow;
}

function inTurn(session: LiveSession, part: MyPart): string {
  if (part.myTurn) return words.rounds.yourTurn;
  if (!part.round?.turn) return words.rounds.nobodysTurn;
  const now = words.rounds.turnOf(session.name(part.round.turn));
  const mine =
    part.standing === 'later'
      ? words.rounds.youLater
      : part.before === undefined
        ? undefined
        : part.before <= 1
          ? words.rounds.nextUp
          : words.rounds.before(part.before);
  return mine ? `${now}. ${mine}` : `${now}.`;
}
