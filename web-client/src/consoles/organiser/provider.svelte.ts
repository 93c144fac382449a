// To the organisation's own provider and back. What the page must not lose on the way waits in this tab.
import type { ProviderAnswer, ProviderOutcome, ProviderTrip, ProviderWish } from '$protocol';
import { post, type Called } from '$live/calls.ts';
import { tabShelf } from '$live/shelf.ts';
import { certainty } from './certainty.svelte.ts';

const KEPT = 'alongside-trip';
const SHOWN = 'alongside-shown';

/** What somebody was at when they set out. */
export interface Kept {
  path: string;
  /** The secret of an invitation, and the name they chose. */
  invitation?: string;
  name?: string;
}

/** Leaves for the provider; a refusal in words when that cannot be. */
export async function setOut(
  wish: ProviderWish,
  kept: Kept = { path: location.pathname },
): Promise<string | undefined> {
  const trip = await certainty.with(() => post<ProviderTrip>('/api/staff/provider', wish));
  if (!trip.ok) return trip.sentence;
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
  location.assign(trip.value.to);
  return undefined;
}

/** What the provider sent along; the address forgets it at once. */
export function brought(): ProviderAnswer | undefined {
  const said = new URLSearchParams(location.search);
  history.replaceState(null, '', '/provider');
  const [state, code, error] = ['state', 'code', 'error'].map((name) => said.get(name));
  if (!state) return undefined;
  return { state, ...(code ? { code } : {}), ...(error ? { error } : {}) };
}

export function answer(brought: ProviderAnswer): Promise<Called<ProviderOutcome>> {
  return post<ProviderOutcome>('/api/staff/provider/answer', brought);
}

/** What was kept, once. */
export function kept(): Kept {
  const text = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  const known = text ? (JSON.parse(text) as Kept) : { path: '' };
  return known.path.startsWith('/organiser') ? known : { ...known, path: '/organiser' };
}

/** Somebody is at another page of ours: what was set out with and never came back is not for whoever sits here now. */
export const forget = (): void => tabShelf().removeItem(KEPT);

/** Tells the page beside this one that it was shown who sits here. */
export function tellShown(): void {
  const line = new BroadcastChannel(SHOWN);
  line.postMessage(true);
  line.close();
}

/** Calls `shown` when a page beside this one has said so. Gives a function that ends the wait. */
export function whenShown(shown: () => void): () => void {
  const line = new BroadcastChannel(SHOWN);
  line.onmessage = shown;
  return () => line.close();
}
