// Every sentence that people read comes from here.
// One catalogue per language, cut by area so that several people can add words side by side.
// The language is chosen once, before the page is mounted; changing it loads the page again.
import { en } from './en/index.ts';

/** The shape every language must have: same keys, same arguments. A missing key fails `npm run check`. */
export type Words = typeof en;

/** Languages that can be chosen, by their BCP 47 code. A new one is one line here and one folder beside `en`. */
const languages = {
  en: async (): Promise<Words> => en,
} satisfies Record<string, () => Promise<Words>>;

export type Language = keyof typeof languages;

/** The words of the language in use. Read it where it is needed; do not keep a copy. */
export let words: Words = en;

/** Loads a language before the page is mounted, and tells the browser and screen readers which it is. */
export async function speak(language: Language): Promise<void> {
  words = await languages[language]();
  document.documentElement.lang = words.common.languageCode;
}

/** The first of the person's languages that we have; English when we have none of them. */
export function preferred(wanted: readonly string[] = navigator.languages): Language {
  const has = (code: string): code is Language => code in languages;
  return wanted.map((code) => code.split('-')[0] ?? '').find(has) ?? 'en';
}
