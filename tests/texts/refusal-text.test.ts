// What people read when something is refused: what is wrong, what it is about, what to do.

import { REFUSAL_CODES } from '../../case/refusals';
import { refusalText } from '../../texts/refusal-text';
import { AMMAN, plain } from './amman';

const texts = {
  ar: { 'fields.risk.title': 'مستوى الخطر', 'closure.must.0.say': 'ما زال هناك إنذار مفتوح.' },
  en: { 'fields.risk.title': 'Risk level', 'fields.notes.title': 'Notes' },
};

test('a refusal says what is wrong, what it is about in the words of the process, and what to do', () => {
  const refusal = { code: 'answer-not-an-option' as const, against: [{ id: 'risk', rule: 'fields.risk', expected: 'low, high' }, { id: 'urgency' }] };
  expect(refusalText(refusal, 'en', { texts })).toEqual({
    title: 'An answer is not one of the options.',
    detail: 'An answer is not one of the options. This is about: Risk level (expected: low, high) · urgency.',
    fix: 'Choose one of the options named.',
  });
  expect(refusalText(refusal, 'ar', { texts }).detail).toContain('مستوى الخطر');
});

test('a criterion is named by what the process says of it, in another language when the reader has none', () => {
  const refusal = { code: 'closure-criteria-unmet' as const, against: [{ rule: 'closure.must.0' }] };
  expect(refusalText(refusal, 'en', { texts }).detail).toContain('ما زال هناك إنذار مفتوح.');
  expect(refusalText(refusal, 'en').detail).toContain('closure.must.0');
});

test('who was first, when and why is said in local time', () => {
  const first = { name: 'Rana', at: '2026-03-26T07:00:00.000Z', reason: 'I go there now' };
  const refusal = { code: 'already-acknowledged' as const, against: [{ id: 'A-1-a1' }], first };
  expect(plain(refusalText(refusal, 'en', { calendar: AMMAN }).detail)).toContain('By Rana, Thursday 26 March 2026, 10:00: I go there now');
  expect(plain(refusalText({ ...refusal, first: { name: 'Rana', at: first.at } }, 'en', { calendar: AMMAN }).detail)).toContain('By Rana, Thursday 26 March 2026, 10:00.');
});

test('every refusal can be said with nothing but its code', () => {
  for (const code of REFUSAL_CODES) {
    const { title, detail, fix } = refusalText({ code, against: [] }, 'ar');
    expect([detail, fix === '']).toEqual([title, false]);
  }
});
