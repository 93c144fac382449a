// What the server has told us: for each topic its entries by key, and the number of the last step.
//
// A topic begins with a snapshot and goes on in steps 1, 2, 3 ... without gaps (TOPIC2, TOPIC3). A step that does not
// follow on the last one means that something was lost on the way: then nothing is guessed, the connection starts
// again and resumes from what we have.
//
// A snapshot comes in parts. Until the last is here the topic is what it was, with the number it had (TOPIC6).
import type { Entry, Epoch, FromServer, Resume, Topic } from '$protocol';

type Snapshot = Extract<FromServer, { t: 'snapshot' }>;
type Update = Extract<FromServer, { t: 'update' }>;

interface Kept {
  n: number;
  entries: Map<string, Entry>;
  /** In which epoch `n` counts. What has not been told in the present one shows on, but is nothing to resume from. */
  epoch: Epoch | undefined;
}

/** A snapshot whose last part has not come. */
interface Coming {
  topic: Topic;
  n: number;
  entries: Map<string, Entry>;
}

const NOTHING: ReadonlyMap<string, Entry> = new Map();

export class Topics {
  readonly #kept = new Map<Topic, Kept>();
  readonly #watchers = new Set<(topic: Topic) => void>();
  #epoch: Epoch | undefined;
  #coming: Coming | undefined;

  names(): Iterable<Topic> {
    return this.#kept.keys();
  }

  /** What a topic shows now; nothing for one that we may not read. */
  entries(topic: Topic): ReadonlyMap<string, Entry> {
    return this.#kept.get(topic)?.entries ?? NOTHING;
  }

  /** Calls back after every change of a topic; gives back how to stop. */
  watch(changed: (topic: Topic) => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /**
   * How far we got, for the next hello. Numbers of an earlier epoch are left out: the connection may break between the
   * welcome of a new one and its snapshots, and the server would take them for its own (HELLO5).
   */
  resume(): Resume | undefined {
    if (this.#epoch === undefined) return undefined;
    const ours = [...this.#kept].filter(([, { epoch }]) => epoch === this.#epoch);
    return { epoch: this.#epoch, topics: Object.fromEntries(ours.map(([topic, { n }]) => [topic, n])) };
  }

  /** The server has answered a hello. What we show stays until it is told anew, so that no screen goes blank. */
  welcomed(epoch: Epoch): void {
    this.#epoch = epoch;
    this.#coming = undefined;
  }

  /**
   * The hello is answered in full. What was not told in this epoch is no longer ours to read. False when the last part
   * of a snapshot is missing.
   */
  live(): boolean {
    if (this.#coming) return false;
    for (const [topic, { epoch }] of [...this.#kept]) if (epoch !== this.#epoch) this.#forget(topic);
    return true;
  }

  /** Takes a part in; the last one shows them all. False when it does not belong to those before it. */
  snapshot({ topic, n, entries, more }: Snapshot): boolean {
    const coming = this.#coming ?? { topic, n, entries: new Map<string, Entry>() };
    if (coming.topic !== topic || coming.n !== n) return false;
    for (const [key, entry] of Object.entries(entries)) coming.entries.set(key, entry);
    this.#coming = more ? coming : undefined;
    if (more) return true;
    this.#kept.set(topic, { n, entries: coming.entries, epoch: this.#epoch });
    this.#tell(topic);
    return true;
  }

  /** Takes a step. False when it does not follow on what we have. */
  update({ topic, n, set, gone }: Update): boolean {
    const kept = this.#kept.get(topic);
    if (this.#coming || !kept || kept.epoch !== this.#epoch || n > kept.n + 1) return false;
    // One that we have already says nothing new.
    if (n <= kept.n) return true;
    kept.n = n;
    for (const key of gone ?? []) kept.entries.delete(key);
    for (const [key, entry] of Object.entries(set ?? {})) kept.entries.set(key, entry);
    this.#tell(topic);
    return true;
  }

  /** No longer ours to read: forgotten altogether (TOPIC4). False when the last part of a snapshot is missing. */
  close(topic: Topic): boolean {
    this.#forget(topic);
    return !this.#coming;
  }

  /** Forgets everything, as after being removed. */
  forget(): void {
    this.#epoch = undefined;
    this.#coming = undefined;
    for (const topic of [...this.#kept.keys()]) this.#forget(topic);
  }

  #forget(topic: Topic): void {
    if (this.#kept.delete(topic)) this.#tell(topic);
  }

  #tell(topic: Topic): void {
    for (const changed of this.#watchers) changed(topic);
  }
}
