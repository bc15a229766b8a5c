// What may move a due, told without a case.

import type { Due } from '../../process/condition';
import { dueMayTurnOn } from '../../process/due-turns-on';
import { after, before, earliest, field, latest, on, series, task } from './dues';

const NOTHING = { fields: [], anchors: [], rules: [], reviews: [] };
const rule = (path: string) => ({ path, text: path, tree: { op: 'value', value: true } as const });

describe('a due may turn on', () => {
  it.each<[string, Due]>([['none', { form: 'none' }], ['a length', after('3 days')], ['a series', series('1 in 1 week')]])('nothing: %s', (_, due) => {
    expect(dueMayTurnOn(due)).toEqual(NOTHING);
  });

  it.each<[string, Due]>([['after', after('1 day', { after: field('court_date') })], ['before', before('1 day', field('court_date'))], ['on', on(field('court_date'))]])('a date: %s', (_, due) => {
    expect(dueMayTurnOn(due)).toEqual({ ...NOTHING, fields: ['court_date'] });
  });

  it('acts, one or all of several', () => {
    expect(dueMayTurnOn(after('1 day', { after: task('a') })).anchors).toEqual([task('a')]);
    expect(dueMayTurnOn(before('1 day', { kind: 'all', of: [task('a'), task('b')] })).anchors).toEqual([task('a'), task('b')]);
  });

  it('a review between two of whose occurrences it is due', () => {
    expect(dueMayTurnOn({ form: 'between', rule: 'every', times: 1, review: 'follow_up' })).toEqual({ ...NOTHING, reviews: ['follow_up'] });
  });

  it('everything in the dues inside it, whichever of them counts at present, each field once', () => {
    const due: Due = {
      form: 'depends_on', rule: 'due', field: 'risk',
      cases: {
        high: { form: 'when', rule: 'due.high', lines: [{ rule: 'l.0', when: rule('l.0.when'), then: on(field('court_date')) }, { rule: 'l.1', then: after('1 day', { after: task('a') }) }] },
        low: earliest(latest(on(field('risk')), before('1 day', field('court_date'))), after('1 day', { after: task('b') })),
      },
      otherwise: { form: 'between', rule: 'due.otherwise', times: 1, review: 'follow_up' },
    };
    expect(dueMayTurnOn(due)).toEqual({ fields: ['risk', 'court_date'], anchors: [task('a'), task('b')], rules: [rule('l.0.when')], reviews: ['follow_up'] });
    expect(dueMayTurnOn(due)).toBe(dueMayTurnOn(due));
  });
});
