// Case numbers and call keys: the same call has the same, no two have one in common, and nothing can be read from them.

import { ALERT_ID, CASE_NUMBER, caseOfAlert, deriveKeys } from '../../api/case-number';

const KEY = Buffer.alloc(32, 1);
const RANA = { id: 'rana', agency: 'amman' };
const call = { actor: RANA, route: 'POST /v1/cases', key: 'k' };

it('the same call again has the same keys, whatever the order of its body', () => {
  expect(deriveKeys(KEY, call, { a: 1, b: { c: 2, d: 3 } })).toEqual(deriveKeys(KEY, { ...call }, { b: { d: 3, c: 2 }, a: 1 }));
});

it('another body is another update with the same key, so that it reaches the case and is refused there', () => {
  const one = deriveKeys(KEY, call, { a: 1 });
  const other = deriveKeys(KEY, call, { a: 2 });
  expect(other.key).toBe(one.key);
  expect(other.caseNumber).toBe(one.caseNumber);
  expect(other.digest).not.toBe(one.digest);
  expect(other.updateId).not.toBe(one.updateId);
});

it.each([
  ['another person', { ...call, actor: { ...RANA, id: 'sami' } }],
  ['the same id at another agency', { ...call, actor: { ...RANA, agency: 'irbid' } }],
  ['another key', { ...call, key: 'l' }],
  // Parts that were only put one behind the other could be cut in another place.
  ['a person and agency whose names run together alike', { ...call, actor: { id: 'nrana', agency: 'amma' } }],
])('%s has another number and other keys', (_what, other) => {
  const one = deriveKeys(KEY, call, {});
  const two = deriveKeys(KEY, other, {});
  expect(two.caseNumber).not.toBe(one.caseNumber);
  expect(two.key).not.toBe(one.key);
  expect(two.updateId).not.toBe(one.updateId);
});

it('another route has other keys; another installation has another number', () => {
  const one = deriveKeys(KEY, call, {});
  expect(deriveKeys(KEY, { ...call, route: 'POST /v1/cases/X/close' }, {}).key).not.toBe(one.key);
  expect(deriveKeys(Buffer.alloc(32, 2), call, {}).caseNumber).not.toBe(one.caseNumber);
});

it('without a key each call is one of its own', () => {
  const unkeyed = { ...call, key: undefined };
  expect(deriveKeys(KEY, unkeyed, {}).caseNumber).not.toBe(deriveKeys(KEY, unkeyed, {}).caseNumber);
});

it('numbers have two groups without letters that look alike, and use the whole alphabet', () => {
  const numbers = Array.from({ length: 500 }, (_, i) => deriveKeys(KEY, { ...call, key: String(i) }, {}).caseNumber);
  for (const number of numbers) expect(number).toMatch(new RegExp(CASE_NUMBER));
  expect(new Set(numbers).size).toBe(500);
  expect(new Set(numbers.join('').replace(/-/g, '')).size).toBe(32);
  expect(numbers.join('')).not.toMatch(/[ILOU]/);
});

it('an alert’s id leads to its case', () => {
  expect('K7Q2-M4XW9T-a12').toMatch(new RegExp(ALERT_ID));
  expect(caseOfAlert('K7Q2-M4XW9T-a12')).toBe('K7Q2-M4XW9T');
});
