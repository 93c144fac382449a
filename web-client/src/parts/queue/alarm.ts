// How a staff member who looks at the call notices that somebody waits: the tab's title, a sentence for those who
// listen, and, when they wish, two soft tones. Each item is told once when it comes and once when it is overdue, and
// anew when whoever had it has let it fall.
import type { QueueItem } from './queue.ts';

export interface News {
  arrived: QueueItem[];
  overdue: QueueItem[];
}

/** Compares the queue with what was told before. The first look tells nothing: all of it is before the eyes anyway. */
export class QueueNews {
  /** Every item there has been, and whether somebody had it when it was last seen. */
  #known: Map<string, boolean> | undefined;
  #overdue: ReadonlySet<string> = new Set();

  look(items: readonly QueueItem[]): News {
    const known = this.#known;
    const isNews = (item: QueueItem) => !known?.has(item.key) || (known.get(item.key) && !isTaken(item));
    const late = items.filter((item) => item.overdue);
    const news = {
      arrived: items.filter(isNews),
      overdue: late.filter((item) => !this.#overdue.has(alarmOf(item))),
    };
    this.#known = new Map([...(known ?? []), ...items.map((item) => [item.key, isTaken(item)] as const)]);
    this.#overdue = new Set(late.map(alarmOf));
    return known ? news : { arrived: [], overdue: [] };
  }
}

const isTaken = ({ claimedBy }: QueueItem): boolean => claimedBy !== undefined;

/** A flag that is escalated is another alarm than one that is overdue. */
const alarmOf = (item: QueueItem): string =>
  item.kind === 'flag' && item.flag.escalated ? `${item.key}/escalated` : item.key;

/** Worth a tone: people, not paperwork. */
export function isPressing(item: QueueItem): boolean {
  return (
    item.overdue ||
    item.kind === 'help' ||
    item.kind === 'knock' ||
    item.kind === 'flag' ||
    item.kind === 'proposal'
  );
}

const FIRST_HZ = 587;
const SECOND_HZ = 740;
const TONE_S = 0.22;
const LOUDNESS = 0.08;

/** Two soft tones upwards. A browser that has not been touched yet stays silent; that is no fault. */
export function chime(): void {
  if (typeof AudioContext === 'undefined') return;
  const audio = new AudioContext();
  [FIRST_HZ, SECOND_HZ].forEach((frequency, n) => {
    const [tone, gain] = [audio.createOscillator(), audio.createGain()];
    const begin = audio.currentTime + n * TONE_S;
    tone.frequency.value = frequency;
    gain.gain.setValueAtTime(LOUDNESS, begin);
    gain.gain.exponentialRampToValueAtTime(0.001, begin + TONE_S * 2);
    tone.connect(gain).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + TONE_S * 2);
    if (n === 1) tone.onended = () => void audio.close();
  });
}
