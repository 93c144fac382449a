// One sentence per grammatical number. English has two; Welsh has six, which is why nobody writes `n === 1`.

type Sentence = string | ((n: number) => string);
export type Forms = { other: Sentence } & Partial<Record<Intl.LDMLPluralRule, Sentence>>;

/** Makes the chooser of one language: `plural(3, { one: '1 message', other: (n) => `${n} messages` })`. */
export function plurals(locale: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  return (n, forms) => {
    const sentence = forms[rules.select(n)] ?? forms.other;
    return typeof sentence === 'string' ? sentence : sentence(n);
  };
}
