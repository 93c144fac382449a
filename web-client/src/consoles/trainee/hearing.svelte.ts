// What somebody who listens is told about the day: one's turn, the next part, rooms, words from staff.
// Being moved is said at once; everything else waits for a pause.
import type { LiveSession } from '$live/session.svelte.ts';
import { announcer } from '$parts/announcer/announcer.svelte.ts';
import { words } from '$words';

/** To be called once while the day is mounted. */
export function hearTheDay(session: LiveSession): void {
  hear(session, () => session.currentItem && `${words.people.now}: ${session.currentItem.title}`);
  hear(session, () => myTurn(session));
  hear(session, () =>
    session.myRoom && session.breakout?.state === 'announced'
      ? words.rooms.youGoTo(session.myRoom.name)
      : undefined,
  );
  hear(session, () =>
    session.inside && session.inside.visitors.length > 0
      ? words.rooms.visiting(session.names(session.inside.visitors).join(', '))
      : undefined,
  );
  hear(session, () => openForMe(session) && words.feedback.opened);
  hear(session, () => session.notices.at(-1)?.words);
  hear(session, () => {
    const { waits } = session.myFlags.find(({ kind, waits }) => kind !== 'technical' && waits) ?? {};
    return waits && words.flags.waits[waits];
  });
  hear(session, () => session.offer && words.rooms.offer(session.offer.roomName));
  hear(session, () => session.move && words.rooms.moveHeard(session.move.toName, session.move.why), true);
  hear(
    session,
    () => session.inside?.help?.takenBy && words.rooms.helpComing(session.name(session.inside.help.takenBy)),
    true,
  );
  hear(session, () => session.inside?.help?.again && words.rooms.helpAgain);
}

function openForMe({ feedback, me }: LiveSession): boolean {
  return (feedback?.open ?? false) && (me?.feedbackAsked ?? false) && !me?.feedbackGiven;
}

function myTurn(session: LiveSession): string | undefined {
  const { round } = session;
  if (!round || round.state === 'ended') return undefined;
  return round.turn === session.meId
    ? words.rounds.yourTurn
    : `${words.rounds.purposes[round.purpose]}. ${round.prompt}`;
}

/** Says a sentence when it becomes another one. What stood there on arrival is on the screen and is not news. */
function hear(session: LiveSession, sentence: () => string | undefined | false, atOnce = false): void {
  let last: string | undefined;
  let first = true;
  $effect(() => {
    if (!session.ready) return;
    const now = sentence() || undefined;
    if (now !== undefined && now !== last && !first) {
      if (atOnce) announcer.interrupt(now);
      else announcer.say({ kind: now, say: () => now });
    }
    first = false;
    last = now;
  });
}
