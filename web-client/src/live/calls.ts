// The plain calls to the server, beside the socket: getting in, tickets, and the pages of a programme.
import type { Refusal } from '$protocol';
import { words } from '$words';

export type Called<T> =
  { ok: true; value: T } | { ok: false; status: number; sentence: string; code?: Refusal['code'] };

/** Nobody looks at a page that does nothing for longer than this. */
const PATIENCE_MS = 15_000;

export const get = <T>(path: string): Promise<Called<T>> => call<T>('GET', path);
export const post = <T>(path: string, body: unknown = {}): Promise<Called<T>> => call<T>('POST', path, body);

/** Calls and reads the answer. Never rejects: what went wrong comes as a sentence for the person; status 0 is no answer. */
export async function call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Called<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { ok: true, value: answer as T };
    return refused(response.status, answer);
  } catch {
    return { ok: false, status: 0, sentence: words.common.calls.noAnswer };
  }
}

/** What a refusal says; an answer that is none becomes an apology. */
export function refused(status: number, answer: unknown): Called<never> & { ok: false } {
  const { code, sentence } = (answer ?? {}) as Partial<Refusal>;
  const said = typeof sentence === 'string' && sentence !== '';
  return {
    ok: false,
    status,
    sentence: said ? sentence : words.common.calls.trouble,
    ...(code ? { code } : {}),
  };
}
