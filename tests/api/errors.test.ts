// Every code an answer can carry: it has a status, words in every language of ours, and a line in the documentation.

import { API_ERROR_CODES, statusOf } from '../../api/errors';
import type { ApiErrorCode } from '../../api/errors';
import { errorWords } from '../../api/error-texts';
import { REFUSAL_CODES } from '../../case/refusals';
import { documentedCodes } from '../house/codes';
import { textOf } from '../house/tree';

const OWN = Object.keys(API_ERROR_CODES) as ApiErrorCode[];

it('docs/errors.md explains each of the API’s own codes with its status, and no other', () => {
  const page = textOf('docs/errors.md');
  expect(documentedCodes(page).sort()).toEqual([...OWN].sort());
  for (const code of OWN) expect(page).toContain(`| \`${code}\` | ${statusOf(code)} |`);
});

it('every refusal has a status of a client’s error', () => {
  for (const code of REFUSAL_CODES) expect([400, 403, 404, 409, 422]).toContain(statusOf(code));
});

it('no code is both the API’s own and a refusal', () => {
  expect(OWN.filter((code) => (REFUSAL_CODES as readonly string[]).includes(code))).toEqual([]);
});

/** A letter of each language's script. */
const SCRIPTS: Record<string, RegExp> = { en: /[a-z]/, fr: /[a-zé]/, ar: /[\u0600-\u06ff]/, fa: /[\u0600-\u06ff]/, ru: /[а-я]/ };

it.each(Object.entries(SCRIPTS))('says each code in %s, in its own letters and its own words', (language, script) => {
  for (const code of OWN) {
    const words = errorWords(code, `${language}-XX`);
    expect([code, words.title, words.fix]).toEqual([code, expect.stringMatching(script), expect.stringMatching(script)]);
    if (language !== 'en') expect(words.title).not.toBe(errorWords(code, 'en').title);
  }
  expect(new Set(OWN.map((code) => errorWords(code, language).title)).size).toBe(OWN.length);
});

it('speaks English where the language is not known', () => {
  expect(errorWords('case-not-found', 'xx')).toEqual(errorWords('case-not-found', 'en'));
});
