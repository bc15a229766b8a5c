// Checklists of tasks and reviews: ticks stand in the journal and hold nothing up.

import { rulesFromYaml } from './from-yaml';
import { rana, story } from './story';

const RULES = rulesFromYaml(`
fields:
  outcome:
    title: Outcome
    type: text
stages:
  work:
    title: Work
    tasks:
      visit:
        title: Visit
        who: case_worker
        due: 5 days
        checklist:
          alone: Spoke with the child alone
          home: Saw the home
        may_end:
          not_reached:
            title: Nobody was there
      call:
        title: Call
        who: case_worker
        must_answer: [outcome]
        due: 5 days
    next:
      - close: resolved
reviews:
  contact:
    title: Contact
    who: case_worker
    first: 1 week
    every: 1 week
    checklist:
      safe: Saw that the child is safe
closure:
  reasons:
    resolved: Resolved
`);

const opened = () => story(RULES).open();

it('what was ticked and what was not stands in the journal, in the order of the list', () => {
  const one = opened().does({ type: 'complete', by: rana, task: 'visit', answers: {}, ticked: ['home'] });
  expect(one.lines('ticked')).toMatchObject([{ by: { id: 'rana' }, about: 'visit.1', rule: 'stages.work.tasks.visit.checklist', details: { ticked: ['home'], left: ['alone'] } }]);
  expect(one.openIds).not.toContain('visit.1');
});

it('nothing is held up by what was not ticked, nor by another end', () => {
  const one = opened().complete('visit');
  expect(one.lines('ticked')).toMatchObject([{ details: { ticked: [], left: ['alone', 'home'] } }]);
  const other = opened().does({ type: 'complete', by: rana, task: 'visit', answers: {}, end: 'not_reached' });
  expect(other.openIds).not.toContain('visit.1');
});

it('nothing is said of a list where there is none, and nothing can be ticked there', () => {
  const one = opened();
  expect(one.refusal({ type: 'complete', by: rana, task: 'call', answers: { outcome: 'fine' }, ticked: ['alone'] })).toMatchObject({ code: 'unknown-check', against: [{ id: 'alone', expected: '' }] });
  expect(one.complete('call', { outcome: 'fine' }).lines('ticked')).toEqual([]);
});

it('only the lines of the list can be ticked, each once', () => {
  const one = opened();
  const ticked = (...ids: string[]) => one.refusal({ type: 'complete', by: rana, task: 'visit', answers: {}, ticked: ids });
  expect(ticked('alone', 'attic')).toMatchObject({ code: 'unknown-check', against: [{ id: 'attic', expected: 'alone, home' }] });
  expect(ticked('alone', 'alone')?.code).toBe('malformed-act');
});

it('a review has its own', () => {
  const one = opened().wait('3 days');
  expect(one.refused({ type: 'record', by: rana, review: 'contact', answers: {}, ticked: ['alone'] })).toBe('unknown-check');
  one.does({ type: 'record', by: rana, review: 'contact', answers: {}, ticked: ['safe'] });
  expect(one.lines('ticked')).toMatchObject([{ about: 'contact.1', details: { ticked: ['safe'], left: [] } }]);
});
