// How many open cases one person has: what is said of one more, and the reason that stays on record where it was too many.

import { judgeCaseload } from '../../case/caseload';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import { omar, rana, samir, story } from './story';

test.each([
  ['below the warning', { warn: 20, atMost: 25 }, 18, 'fits'],
  ['at the warning', { warn: 20, atMost: 25 }, 19, 'warns'],
  ['at the limit, which can be reached', { warn: 20, atMost: 25 }, 24, 'warns'],
  ['over the limit', { warn: 20, atMost: 25 }, 25, 'full'],
  ['without a limit', { warn: 20 }, 10_000, 'warns'],
  ['at the limit without a warning', { atMost: 25 }, 24, 'fits'],
  ['over the limit without a warning', { atMost: 25 }, 25, 'full'],
])('one case more %s', (_, limit, others, is) => {
  expect(judgeCaseload(limit, others)).toEqual({ is, caseload: { open: others + 1, ...limit } });
});

describe('why somebody got a case though they had as many as they should', () => {
  const rules = rulesOf({ ...CHILD_PROTECTION, closure: { ...CHILD_PROTECTION.closure, approve: [], reopen: { within: '12 months', to: 'assessment', who: 'supervisor' } } });
  const despite = 'Nobody else speaks their language';

  test('stands in the line of the journal that gives it to them', () => {
    const given = story(rules).open().does({ type: 'assign', by: samir, to: omar, despite });
    expect(given.lines('case_assigned')).toMatchObject([{ details: { to: { id: 'omar' }, despite } }]);
    const again = story(rules).open({ outcome: 'well', risk: 'low' }).close('resolved').does({ type: 'reopen', by: samir, reason: 'They ask for help again', despite });
    expect(again.lines('reopened')).toMatchObject([{ details: { reason: 'They ask for help again', despite } }]);
  });

  test('is not in it where there was nothing to pass over', () => {
    const case_ = story(rules).open().does({ type: 'assign', by: samir, to: omar });
    expect(case_.lines('opened')[0]?.details).not.toHaveProperty('despite');
    expect(case_.lines('case_assigned')[0]?.details).not.toHaveProperty('despite');
  });

  test('is bound as every reason is', () => {
    expect(story(rules).open().refused({ type: 'assign', by: samir, to: omar, despite: 'x'.repeat(100_000) })).toBe('text-too-long');
    expect(story(rules).open().refused({ type: 'assign', by: samir, to: omar, despite: 7 as never })).toBe('malformed-act');
    expect(story(rules).open().refused({ type: 'assign', by: rana, to: omar, despite })).toBe('not-for-you');
  });
});
