// How a part shows itself: in the gallery, in its tests, and to axe. Every part has an `examples.ts` of these.
import { type Component, createRawSnippet, type Snippet } from 'svelte';

export interface Example {
  name: string;
  component: Component;
  props: Record<string, unknown>;
}

/** One state of a part. The types make sure that the props are the part's own. */
/* eslint-disable @typescript-eslint/no-explicit-any -- Svelte's own bounds of `Component`; props stay checked. */
export function example<Props extends Record<string, any>>(
  name: string,
  component: Component<Props, object, any>,
  props: NoInfer<Props>,
): Example {
  return { name, component: component as unknown as Component, props: { ...props } };
}
/* eslint-enable @typescript-eslint/no-explicit-any */

/** Plain text as a snippet, for parts that take children. */
export function text(words: string): Snippet {
  const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return createRawSnippet(() => ({ render: () => `<span>${safe}</span>` }));
}
