// Every catalogue has every text, with the same values, in its own language.

import { IntlMessageFormat } from 'intl-messageformat';
import { JOURNAL_KINDS, NOTICE_KINDS } from '../../case/effect';
import { REFUSAL_CODES } from '../../case/refusals';
import type { TextKey } from '../../texts/say';
import { CATALOGUES, directionOf, languageOf, say } from '../../texts/say';

/** `refusal.case-closed.fix` → its text. */
const flat = (tree: object, path = ''): Record<string, string> =>
  Object.assign({}, ...Object.entries(tree).map(([key, value]) => (typeof value === 'string' ? { [path + key]: value } : flat(value as object, `${path}${key}.`))));

/** Names of the values that a text uses. */
function valuesIn(elements: ReturnType<IntlMessageFormat['getAst']>): string[] {
  const names = new Set<string>();
  const walk = (nodes: unknown): void => {
    for (const node of nodes as { type: number; value?: string; options?: Record<string, { value: unknown }> }[]) {
      if (node.type > 0 && node.type < 7) names.add(String(node.value));
      for (const option of Object.values(node.options ?? {})) walk(option.value);
    }
  };
  walk(elements);
  return [...names].sort();
}

const english = flat(CATALOGUES.en);
const others = Object.entries(CATALOGUES).filter(([language]) => language !== 'en');

describe.each(Object.entries(CATALOGUES))('the catalogue %s', (language, catalogue) => {
  test('has a message and a fix for every refusal, and none for a code that is not there', () => {
    expect(Object.keys(catalogue.refusal).sort()).toEqual([...REFUSAL_CODES].sort());
    for (const { message, fix } of Object.values(catalogue.refusal)) expect([message.length > 5, fix.length > 5]).toEqual([true, true]);
  });

  test('has every kind of notice and of journal line', () => {
    expect(Object.keys(catalogue.notice).sort()).toEqual([...NOTICE_KINDS].sort());
    expect(Object.keys(catalogue.journal).sort()).toEqual([...JOURNAL_KINDS].sort());
  });

  test('says every text with the values that the English one has', () => {
    const texts = flat(catalogue);
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(texts)) {
      expect(text.trim()).not.toBe('');
      const own = valuesIn(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst());
      const values = valuesIn(new IntlMessageFormat(english[key]!, 'en', undefined, { ignoreTag: true }).getAst());
      expect({ key, values: own }).toEqual({ key, values });
      const said = say(language, key as TextKey, Object.fromEntries(values.map((name) => [name, name === 'count' || name === 'cases' ? 3 : 'X'])));
      expect(said).not.toMatch(/[{}]/);
    }
  });
});

test.each(others)('%s is a translation: none of its texts is the English one', (_language, catalogue) => {
  const texts = flat(catalogue);
  const punctuationOnly = (text: string): boolean => text.replace(/\{[^}]*\}/g, '').replace(/[\s\p{P}]/gu, '') === '';
  for (const [key, text] of Object.entries(texts)) if (!punctuationOnly(text)) expect({ key, text }).not.toEqual({ key, text: english[key] });
});

test.each(others.filter(([language]) => directionOf(language) === 'rtl'))('%s writes its texts in Arabic script', (_language, catalogue) => {
  for (const [key, text] of Object.entries(flat(catalogue))) {
    if (key !== 'against.expected') expect({ key, is: /\p{Script=Arabic}|،/u.test(text) }).toEqual({ key, is: true });
  }
});

test('the first language of the reader that is spoken here is used, whatever its country, else English', () => {
  expect(languageOf('ar-JO')).toBe('ar');
  expect(languageOf(['tr', 'AR_eg', 'en'])).toBe('ar');
  expect(languageOf(['tr', 'constructor', ''])).toBe('en');
  expect(languageOf([])).toBe('en');
});

test('Arabic counts in its six forms', () => {
  const said = [1, 2, 3, 11, 100].map((count) => say('ar', 'mail.subject_many', { count, cases: 1, case: 'A' }).split(' – ')[0]);
  expect(said).toEqual(['إشعار واحد', 'إشعاران', '3 إشعارات', '11 إشعارًا', '100 إشعار']);
});

test('a value that looks like markup or like a placeholder stays what it is', () => {
  expect(say('en', 'against.expected', { name: '<b>{name}</b>', expected: "it's" })).toBe("<b>{name}</b> (expected: it's)");
});
