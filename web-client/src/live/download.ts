// Files that the server makes on request: asked for like any call, and put into the person's downloads.
import { words } from '$words';
import { refused, type Called } from './calls.ts';

/** Never rejects: what went wrong comes as a sentence. */
export async function download(path: string, body: unknown): Promise<Called<undefined>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
    });
    if (!response.ok) return refused(response.status, await response.json().catch(() => undefined));
    save(await response.blob(), nameIn(response.headers.get('content-disposition')));
    return { ok: true, value: undefined };
  } catch {
    return { ok: false, status: 0, sentence: words.common.calls.noAnswer };
  }
}

function nameIn(disposition: string | null): string {
  return /filename="([\w.-]+)"/.exec(disposition ?? '')?.[1] ?? 'data.txt';
}

/** Puts a file into the downloads; nothing is asked of the server. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
