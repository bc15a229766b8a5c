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

it('says each code in English and Arabic, each in its own letters, and in English where the language is not known', () => {
  for (const code of OWN) {
    const english = errorWords(code, 'en-GB');
    const arabic = errorWords(code, 'ar');
    expect(english.title).toMatch(/^[\x20-\x7e…]+\.$/);
    expect(arabic.title).toMatch(/[\u0600-\u06ff]/);
    expect(arabic.fix).toMatch(/[\u0600-\u06ff]/);
    expect(errorWords(code, 'xx')).toEqual(english);
  }
});
