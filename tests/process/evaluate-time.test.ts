// What conditions ask of the time: whether a due has passed, how near a date lies, how often an event has counted.

import type { Condition, Due, Value } from '../../process/condition';
import type { DueMoment, Environment, Outcome } from '../../process/environment';
import { evaluate } from '../../process/evaluate';
import { parseLength } from '../../process/length';
import type { Instant, Length } from '../../process/time';
import { asked, field, not, or, value } from './conditions';

const length = (text: string): Length => parseLength(text) as Length;
const due: Due = { form: 'length', rule: 'when', length: length('30 days') };
const passed: Condition = { op: 'passed', due };
const within = (of: string, text: string): Condition => ({ op: 'within', of: field(of), length: length(text) });
const count = (window: string): Condition => ({ op: 'count', event: 'missed_visit', window: length(window) });
const known = (of: Value): Outcome => ({ known: true, value: of });
/** Jordan is three hours ahead of UTC. */
const at = (local: string): Instant => new Date(Date.parse(`${local}Z`) - 3 * 3_600_000).toISOString();

describe('passed', () => {
  const on = (now: string, moment: DueMoment): Outcome => evaluate(passed, { ...asked(), at: at(now), dueAt: (of) => (of === due ? moment : { waitsFor: ['another'] }) });
  const moment = { at: at('2026-03-27T00:00') };

  it('holds from the very instant on', () => {
    expect([on('2026-03-26T23:59:59.999', moment), on('2026-03-27T00:00', moment), on('2026-04-01T00:00', moment)]).toEqual([known(false), known(true), known(true)]);
  });

  it('of a due that never falls does not hold', () => {
    expect(on('2030-01-01T00:00', { at: null })).toEqual(known(false));
  });

  it('is unknown while its due waits for something, and says for what', () => {
    expect(on('2026-03-27T00:00', { waitsFor: ['case_plan'] })).toEqual({ known: false, missing: ['case_plan'] });
    expect(evaluate(not(passed), { ...asked(), dueAt: () => ({ waitsFor: ['case_plan'] }) })).toEqual({ known: false, missing: ['case_plan'] });
    expect(evaluate(or(passed, value(true)), { ...asked(), dueAt: () => ({ waitsFor: ['case_plan'] }) })).toEqual(known(true));
  });

  it('is unknown where no due can be reckoned', () => {
    expect(evaluate(passed, asked())).toEqual({ known: false, missing: ['today'] });
  });
});

describe('within', () => {
  const on = (now: string, tree: Condition, answers: Record<string, Value>): Outcome => {
    const env: Environment = { ...asked(answers), at: at(now), today: now.slice(0, 10) };
    return evaluate(tree, env);
  };
  const court = { court_date: '2026-03-26' };

  it.each<[string, string, string, boolean]>([
    ['the day itself', '2026-03-26T12:00', '1 day', true],
    ['the day before, from its start', '2026-03-25T00:00', '1 day', true],
    ['not two days before', '2026-03-24T23:59:59.999', '1 day', false],
    ['the day after, to its end', '2026-03-27T23:59:59.999', '1 day', true],
    ['not two days after', '2026-03-28T00:00', '1 day', false],
    ['30 days back', '2026-04-25T23:00', '30 days', true],
    ['31 days back', '2026-04-26T00:00', '30 days', false],
    ['two weeks ahead', '2026-03-12T00:00', '2 weeks', true],
    ['a month ahead', '2026-02-26T00:00', '1 month', true],
    ['a month and a day ahead', '2026-02-25T23:59', '1 month', false],
    // Friday 27 and Saturday 28 are not worked.
    ['two working days after, over a weekend', '2026-03-30T10:00', '2 working days', true],
    ['three working days after', '2026-03-31T00:00', '2 working days', false],
    // 20 to 23 March are Eid al-Fitr, of which the first two fall on the weekend.
    ['two working days before, over a holiday', '2026-03-24T00:00', '2 working days', true],
    ['three working days before', '2026-03-23T23:00', '2 working days', false],
  ])('of a date: %s', (_, now, text, holds) => {
    expect(on(now, within('court_date', text), court)).toEqual(known(holds));
  });

  it('of an instant is exact in hours, both ends included, and by local days in days', () => {
    const incident = { incident_at: at('2026-03-25T23:30') };
    expect(on('2026-03-26T23:30', within('incident_at', '24 hours'), incident)).toEqual(known(true));
    expect(on('2026-03-26T23:30:00.001', within('incident_at', '24 hours'), incident)).toEqual(known(false));
    expect(on('2026-03-24T23:30', within('incident_at', '24 hours'), incident)).toEqual(known(true));
    expect(on('2026-03-24T23:29:59.999', within('incident_at', '24 hours'), incident)).toEqual(known(false));
    expect(on('2026-03-26T23:59', within('incident_at', '1 day'), incident)).toEqual(known(true));
    expect(on('2026-03-27T00:00', within('incident_at', '1 day'), incident)).toEqual(known(false));
  });

  it('of a date known in part goes from its earliest day', () => {
    expect(on('2026-03-02T10:00', within('court_date', '1 day'), { court_date: '2026-03' })).toEqual(known(true));
    expect(on('2026-03-03T10:00', within('court_date', '1 day'), { court_date: '2026-03' })).toEqual(known(false));
  });

  it('is unknown without an answer, and where hours are counted from a day', () => {
    expect(on('2026-03-26T10:00', within('court_date', '1 day'), {})).toEqual({ known: false, missing: ['court_date'] });
    expect(on('2026-03-26T10:00', within('court_date', '24 hours'), court)).toEqual({ known: false, missing: [], clash: 'not-a-date' });
    expect(on('2026-03-26T10:00', within('risk', '1 day'), { risk: 'high' })).toEqual({ known: false, missing: [], clash: 'not-a-date' });
  });
});

describe('count', () => {
  const visits = [at('2026-01-10T09:00'), at('2026-03-10T09:00'), at('2026-04-29T18:00')];
  const on = (now: string, window: string): Outcome => evaluate(count(window), { ...asked(), at: at(now), occurrences: (event) => (event === 'missed_visit' ? visits : []) });

  it('counts those of the window up to now, each to the end of the window that it begins', () => {
    expect([on('2026-04-29T17:00', '12 months'), on('2026-04-29T18:00', '12 months')]).toEqual([known(2), known(3)]);
    expect([on('2026-07-28T23:59', '3 months'), on('2026-07-29T00:00', '3 months')]).toEqual([known(1), known(0)]);
    expect([on('2026-03-12T08:59', '48 hours'), on('2026-03-12T09:00', '48 hours')]).toEqual([known(1), known(0)]);
  });

  it('is unknown where the case knows no events', () => {
    expect(evaluate(count('1 month'), asked())).toEqual({ known: false, missing: ['missed_visit'] });
  });
});
