// What the pages of the day need of an open session: the model, and how the line is.
import type { Live } from '$live/live.svelte.ts';

export type Line = Pick<Live, 'session' | 'standing' | 'trouble' | 'unsent' | 'roundTripMs' | 'retry'>;
