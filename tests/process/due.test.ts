// What a `due` comes to: which line decides, what it counts from, and what it waits for.

import { dayEnd } from '../../process/days';
import type { DueContext } from '../../process/due';
import { resolveDue } from '../../process/due';
import type { Due } from '../../process/process';
import { jordan } from './calendars';
import { STARTED, after as lengthDue, answers, context as contextOf } from './dues';

const context = (known: Record<string, string | boolean> = {}, rest: Partial<DueContext> = {}): DueContext => contextOf({ ...answers(known), ...rest });

const byRisk: Due = {
  form: 'depends_on', rule: 'due', field: 'risk',
  cases: { immediate: lengthDue('24 hours'), low: lengthDue('3 working days'), none: { form: 'none' } },
};

describe('a due that is a length', () => {
  it('counts from when its thing began', () => {
    expect(resolveDue(lengthDue('3 working days'), context())).toEqual({
      dueAt: dayEnd(jordan(), '2026-03-11'), rule: 'due.3_working_days', length: { n: 3, unit: 'working_day' }, from: STARTED, notCounted: [], provisional: false,
    });
  });

  it('passes on the days that did not count and what is provisional', () => {
    const due = resolveDue(lengthDue('2 working days'), context({}, { startedAt: '2026-03-18T05:00:00.000Z' }));
    expect(due.notCounted).toHaveLength(4);
    expect(due.provisional).toBe(true);
  });

  it('counts from the day that ended when it began with a due instant', () => {
    const startedAt = dayEnd(jordan(), '2026-03-09');
    expect(resolveDue(lengthDue('1 week'), context({}, { startedAt, startedAtDue: true })).dueAt).toBe(dayEnd(jordan(), '2026-03-16'));
    expect(resolveDue(lengthDue('1 week'), context({}, { startedAt })).dueAt).toBe(dayEnd(jordan(), '2026-03-17'));
  });
});

describe('a due after something else', () => {
  const anchor = { kind: 'task', id: 'assessment', edge: 'end' } as const;
  const due = lengthDue('15 working days', { after: anchor });

  it('waits until that has happened', () => {
    expect(resolveDue(due, context())).toMatchObject({ dueAt: null, rule: 'due.15_working_days', waitsFor: { anchor } });
  });

  it('then counts from it', () => {
    const asked: unknown[] = [];
    const found = resolveDue(due, context({}, { anchorAt: (one) => { asked.push(one); return '2026-04-01T09:00:00.000Z'; } }));
    expect(found).toMatchObject({ dueAt: dayEnd(jordan(), '2026-04-22'), from: '2026-04-01T09:00:00.000Z' });
    expect(found.waitsFor).toBeUndefined();
    expect(asked).toEqual([anchor]);
  });

  it('counts from the day it is when that happened just at midnight, however its own thing began', () => {
    const midnight = dayEnd(jordan(), '2026-03-09');
    const found = resolveDue(lengthDue('1 day', { after: anchor }), context({}, { startedAtDue: true, anchorAt: () => midnight }));
    expect(found.dueAt).toBe(dayEnd(jordan(), '2026-03-11'));
  });
});

describe('a due chosen by a field', () => {
  it('waits while the field is not answered', () => {
    expect(resolveDue(byRisk, context())).toEqual({ dueAt: null, rule: 'due', notCounted: [], provisional: false, waitsFor: { field: 'risk' } });
  });

  it('names the line that decided and the answer that chose it', () => {
    expect(resolveDue(byRisk, context({ risk: 'immediate' }))).toMatchObject({
      dueAt: '2026-03-09T05:00:00.000Z', rule: 'due.24_hours', chosenBy: { field: 'risk', value: 'immediate' },
    });
    expect(resolveDue(byRisk, context({ risk: 'low' }))).toMatchObject({ dueAt: dayEnd(jordan(), '2026-03-11'), chosenBy: { field: 'risk', value: 'low' } });
  });

  it('can choose that there is none', () => {
    expect(resolveDue(byRisk, context({ risk: 'none' }))).toEqual({
      dueAt: null, rule: 'due', chosenBy: { field: 'risk', value: 'none' }, notCounted: [], provisional: false,
    });
  });

  it('takes otherwise for an answer without a line, and while there is no answer', () => {
    const due: Due = { ...byRisk, otherwise: lengthDue('2 weeks') };
    for (const answers of [{}, { risk: 'medium' }, { risk: 'constructor' }] as Record<string, string>[]) {
      expect(resolveDue(due, context(answers))).toMatchObject({ dueAt: dayEnd(jordan(), '2026-03-22'), chosenBy: { field: 'risk', value: 'otherwise' } });
    }
  });

  it('waits for an answer that has a line when the present one has none', () => {
    expect(resolveDue(byRisk, context({ risk: 'toString' }))).toMatchObject({ dueAt: null, waitsFor: { field: 'risk' } });
  });

  it('reads yes and no', () => {
    const due: Due = { form: 'depends_on', rule: 'due', field: 'complex', cases: { true: lengthDue('1 week'), false: lengthDue('1 day') } };
    expect(resolveDue(due, context({ complex: true })).chosenBy).toEqual({ field: 'complex', value: 'true' });
    expect(resolveDue(due, context({ complex: false })).dueAt).toBe(dayEnd(jordan(), '2026-03-09'));
  });

  it('can choose again inside of a line', () => {
    const inner: Due = { form: 'depends_on', rule: 'due.low', field: 'complex', cases: { true: lengthDue('1 week'), false: lengthDue('2 weeks') } };
    const due: Due = { ...byRisk, cases: { ...byRisk.cases, low: inner } };
    expect(resolveDue(due, context({ risk: 'low' }))).toMatchObject({
      dueAt: null, rule: 'due.low', chosenBy: { field: 'risk', value: 'low' }, waitsFor: { field: 'complex' },
    });
    expect(resolveDue(due, context({ risk: 'low', complex: true }))).toMatchObject({
      rule: 'due.1_week', chosenBy: { field: 'complex', value: 'true', within: { field: 'risk', value: 'low' } },
    });
  });
});

describe('a due that rolls', () => {
  const roll = 'next_working_day' as const;

  it('moves from a day that is not worked to the end of the next that is, and says over which', () => {
    const due = resolveDue(lengthDue('5 days', { roll }), context());
    expect(due.dueAt).toBe(dayEnd(jordan(), '2026-03-15'));
    expect(due.notCounted).toEqual([{ date: '2026-03-13', why: 'weekend' }, { date: '2026-03-14', why: 'weekend' }]);
    expect(due.provisional).toBe(false);
  });

  it('stays on a working day', () => {
    expect(resolveDue(lengthDue('4 days', { roll }), context())).toMatchObject({ dueAt: dayEnd(jordan(), '2026-03-12'), notCounted: [] });
  });

  it('is provisional when it rolls over an expected holiday', () => {
    expect(resolveDue(lengthDue('2 weeks', { roll }), context())).toMatchObject({ dueAt: dayEnd(jordan(), '2026-03-24'), provisional: true });
  });

  it('is provisional when it rolls out of the years that are known', () => {
    const startedAt = '2027-12-30T05:00:00.000Z';
    const calendar = jordan({ holidays: [{ date: '2027-12-31', title: 'a closing day' }] });
    expect(resolveDue(lengthDue('1 day', { roll }), context({}, { startedAt, calendar }))).toMatchObject({ dueAt: dayEnd(calendar, '2028-01-02'), provisional: true });
  });
});

it('a due of none is none', () => {
  expect(resolveDue({ form: 'none' }, context())).toEqual({ dueAt: null, rule: '', notCounted: [], provisional: false });
});
