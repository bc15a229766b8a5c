// Answers: what fits a field of each type and what does not, and what becomes of an answer.

import type { AnswerValue } from '../../case/case';
import { TEXT_LIMIT } from '../../case/answer-values';
import { rulesOf } from './processes';
import { maha, rana, samir, story } from './story';

const rules = rulesOf({ stages: { work: { tasks: { ask: {} } } } });
const opened = () => story(rules).open();

describe('an answer that fits its field is taken', () => {
  test.each<[string, AnswerValue]>([
    ['child_name', 'سلمى'],
    ['child_name', 'x'.repeat(TEXT_LIMIT)],
    ['birth_date', '2014-05-26'],
    ['birth_date', '2014-05'],
    ['birth_date', '2014'],
    ['birth_date', '2012-02-29'],
    ['eligible', false],
    ['risk', 'high'],
    ['needs', []],
    ['needs', ['health', 'safety']],
    ['children', 3],
    ['score', -2.5],
    ['score', 0],
    ['incident_at', '2026-03-26T07:00:00Z'],
    ['incident_at', '2026-03-26T07:00:00.000Z'],
    ['colleague', 'omar'],
    ['spoke_with', 'guardian'],
    ['spoke_with', 'client'],
    ['consent', { given: false }],
    ['consent', { given: true, by: 'guardian', on: '2026-03-25' }],
  ])('%s: %j', (field, value) => {
    const case_ = opened().answer({ [field]: value });
    expect(case_.state.answers[field]).toEqual({ value, at: case_.world.now, by: 'rana', sequence: case_.state.sequence });
  });
});

describe('an answer that does not fit its field is refused, with what is expected', () => {
  test.each<[string, unknown, string]>([
    ['child_name', 7, 'answer-wrong-type'],
    ['child_name', '   ', 'answer-missing'],
    ['child_name', null, 'answer-wrong-type'],
    ['child_name', 'x'.repeat(TEXT_LIMIT + 1), 'text-too-long'],
    ['birth_date', '2014-02-30', 'answer-wrong-type'],
    ['birth_date', '26.5.2014', 'answer-wrong-type'],
    ['birth_date', '14', 'answer-wrong-type'],
    ['birth_date', 2014, 'answer-wrong-type'],
    ['eligible', 'yes', 'answer-wrong-type'],
    ['eligible', 1, 'answer-wrong-type'],
    ['risk', 'hgh', 'answer-not-an-option'],
    ['risk', true, 'answer-wrong-type'],
    ['risk', 'constructor', 'answer-not-an-option'],
    ['needs', 'health', 'answer-wrong-type'],
    ['needs', ['health', 'health'], 'answer-wrong-type'],
    ['needs', ['health', 'wealth'], 'answer-not-an-option'],
    ['needs', ['health', 3], 'answer-wrong-type'],
    ['needs', { 0: 'health' }, 'answer-wrong-type'],
    ['children', 2.5, 'answer-wrong-type'],
    ['children', '3', 'answer-wrong-type'],
    ['children', 0, 'answer-out-of-range'],
    ['children', 21, 'answer-out-of-range'],
    ['children', 2 ** 60, 'answer-wrong-type'],
    ['score', NaN, 'answer-wrong-type'],
    ['score', Infinity, 'answer-wrong-type'],
    ['incident_at', '2026-03-26', 'answer-wrong-type'],
    ['incident_at', '2026-03-26T25:00:00Z', 'answer-wrong-type'],
    ['incident_at', '2026-02-30T10:00:00Z', 'answer-wrong-type'],
    ['incident_at', '2026-03-26T10:00:00+03:00', 'answer-wrong-type'],
    ['colleague', 'no such id', 'answer-wrong-type'],
    ['colleague', '', 'answer-wrong-type'],
    ['spoke_with', 'neighbour', 'unknown-person'],
    ['spoke_with', ['client'], 'unknown-person'],
    ['consent', true, 'answer-wrong-type'],
    ['consent', { given: 'yes' }, 'answer-wrong-type'],
    ['consent', {}, 'answer-wrong-type'],
    ['consent', { given: true, by: 'neighbour' }, 'unknown-person'],
    ['consent', { given: true, by: 5 }, 'unknown-person'],
    ['consent', { given: true, on: '2026-3-1' }, 'answer-wrong-type'],
    ['consent', { given: true, why: 'so' }, 'answer-wrong-type'],
    ['consent', [], 'answer-wrong-type'],
  ])('%s: %j', (field, value, code) => {
    const refusal = opened().refusal({ type: 'answer', by: rana, answers: { [field]: value as AnswerValue } });
    expect(refusal?.code).toBe(code);
    expect(refusal?.against).toMatchObject([{ id: field, rule: `fields.${field}` }]);
    if (code !== 'answer-missing') expect(refusal?.against[0]?.expected).toEqual(expect.any(String));
  });

  test('without repeating what may be private', () => {
    const refusal = opened().refusal({ type: 'answer', by: rana, answers: { birth_date: 'Salma Haddad' } });
    expect(JSON.stringify(refusal)).not.toContain('Salma');
  });

  test('all of a kind at once, and nothing is taken', () => {
    const case_ = opened();
    const refusal = case_.refusal({ type: 'answer', by: rana, answers: { eligible: 'yes', child_name: 4, risk: 'high' } });
    expect(refusal?.against.map((one) => one.id)).toEqual(['eligible', 'child_name']);
    expect(case_.state.answers).toEqual({});
  });

  test('naming fifty at most', () => {
    const answers = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`field_${i}`, 1]));
    expect(opened().refusal({ type: 'answer', by: rana, answers })?.against).toHaveLength(50);
  });

  test('fields that every object has are no fields of the process', () => {
    const answers = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>;
    expect(opened().refusal({ type: 'answer', by: rana, answers })).toEqual({ code: 'unknown-field', against: [{ id: '__proto__' }, { id: 'constructor' }] });
  });

  test('of a field that only others may see', () => {
    expect(opened().refused({ type: 'answer', by: rana, answers: { secret: 'x' } })).toBe('not-for-you');
    expect(opened().refused({ type: 'answer', by: maha, answers: { secret: 'x' } })).toBeNull();
  });
});

describe('an answer', () => {
  test('that changes another leaves what it was in the journal', () => {
    const case_ = opened().answer({ risk: 'low' }).answer({ risk: 'high' }, samir);
    expect(case_.lines('answered').map(({ by, details }) => [by?.id, details])).toEqual([
      ['rana', { answers: { risk: { value: 'low' } } }],
      ['samir', { answers: { risk: { value: 'high', was: 'low' } } }],
    ]);
  });

  test('that is the same again leaves no line', () => {
    expect(opened().answer({ needs: ['health'] }).answer({ needs: ['health'] }).lines('answered')).toHaveLength(1);
  });
});
