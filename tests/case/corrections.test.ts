// Mistakes put right on record, and two people at once: only what both touched stands against the second.

import { visibleEntry } from '../../case/view';
import { field } from '../process/conditions';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import { clerk, maha, omar, rana, samir, stranger, story } from './story';

const rules = rulesOf(CHILD_PROTECTION);
const opened = () => story(rules).open({ risk: 'low', outcome: 'the wrong text' });
const correct = (by = rana, answers: Record<string, string> = { outcome: 'the right text' }, reason = 'Mixed up two cases') => ({ type: 'correct' as const, by, answers, reason });

describe('a correction', () => {
  test('takes the place of the wrong answer, which stays in the journal with the reason and who corrected it', () => {
    const case_ = opened().does(correct());
    expect(case_.state.answers['outcome']).toMatchObject({ value: 'the right text', by: 'rana' });
    expect(case_.lines('corrected')).toMatchObject([
      { by: { id: 'rana' }, details: { reason: 'Mixed up two cases', answers: { outcome: { value: 'the right text', was: 'the wrong text' } } } },
    ]);
  });

  test('puts on record only what is another answer than before', () => {
    const case_ = opened().does(correct(rana, { outcome: 'the right text', risk: 'low' }));
    expect(case_.lines('corrected').map(({ details }) => Object.keys(details?.['answers'] as object))).toEqual([['outcome']]);
  });

  test('moves what depends on the answer, as any answer does', () => {
    const case_ = opened().complete('screening', { eligible: true, risk: 'low' }).complete('informed_consent', { consent: { given: true } });
    const before = case_.items['initial_assessment.1'];
    case_.does(correct(samir, { risk: 'high' }));
    expect(case_.items['initial_assessment.1']).not.toBe(before);
    expect(case_.lines('clock_moved')).not.toEqual([]);
  });

  test.each([
    ['what has no answer', correct(rana, { child_name: 'A' }), 'nothing-to-correct'],
    ['nothing at all', correct(rana, {}), 'nothing-to-correct'],
    ['the same again', correct(rana, { outcome: 'the wrong text', risk: 'low' }), 'nothing-to-correct'],
    ['a field that is not there', correct(rana, { nothing: 'A' }), 'unknown-field'],
    ['no reason', correct(rana, { outcome: 'x' }, ' '), 'reason-missing'],
    ['a value that does not fit', correct(rana, { risk: 'hihg' }), 'answer-not-an-option'],
    ['somebody who neither gave the answer nor answers for the case', correct(omar), 'not-for-you'],
    ['somebody without a role', correct(clerk), 'not-for-you'],
    ['somebody of another agency', correct(stranger), 'not-for-you'],
  ])('is refused for %s', (_, act, code) => {
    expect(opened().refused(act)).toBe(code);
  });

  test('is shown without the answers that a reader may not see', () => {
    const hidden = rulesOf({ ...CHILD_PROTECTION, fields: { ...rules.process.fields, outcome: { type: 'text', private: true, visibleTo: ['case_worker'] } } });
    const case_ = story(hidden).open({ outcome: 'the wrong text' }).does(correct());
    const [line] = case_.lines('corrected');
    if (!line) throw new Error('There is no line.');
    expect(JSON.stringify(visibleEntry(hidden, samir, line))).not.toMatch(/right text|wrong text/);
    expect(JSON.stringify(visibleEntry(hidden, rana, line))).toContain('right text');
  });

  test('hides the answer that has chosen a due date as well', () => {
    const hidden = rulesOf({
      fields: { ...rules.process.fields, risk: { type: 'one_of', options: ['low', 'high'], visibleTo: ['case_worker'] } },
      stages: { work: { tasks: { plan: { due: { depends_on: 'risk', high: '1 day', low: '1 week' } } } } },
    });
    const line = story(hidden).open().answer({ risk: 'high' }).lines('clock_started')[0];
    if (!line) throw new Error('There is no line.');
    expect(visibleEntry(hidden, samir, line).details).toMatchObject({ chosenBy: { field: 'risk', hidden: true } });
    expect(visibleEntry(hidden, rana, line).details).toMatchObject({ chosenBy: { field: 'risk', value: 'high' } });
  });
});

describe('a task that was handed in by mistake', () => {
  const takeBack = (task: string, by = rana, reason = 'Wrong case') => ({ type: 'take_back' as const, by, task, reason });
  const two = rulesOf({
    stages: {
      work: {
        tasks: {
          first: { may: ['outcome'], due: '3 working days' }, second: { after: ['first'] }, third: {},
          counted: { due: { length: '2 days', after: { kind: 'task', id: 'first', edge: 'end' } } },
          checked: { approve: [{ who: 'supervisor' }] },
        },
        next: [{ to: 'rest' }],
      },
      rest: {},
    },
  });
  const started = () => story(two).open();

  test('is open again with its clock, what had opened after it is gone, and what counts from its end waits again', () => {
    const case_ = started();
    const due = case_.items['first.1'];
    case_.complete('first');
    expect(case_.openIds).toContain('second.1');
    expect(case_.items['counted.1']).not.toBeNull();
    case_.does(takeBack('first'));
    expect(case_.items['first.1']).toBe(due);
    expect(case_.openIds).not.toContain('second.1');
    expect(case_.items['counted.1']).toBeNull();
    expect(case_.lines('task_taken_back')).toMatchObject([{ about: 'first.1', by: { id: 'rana' }, details: { reason: 'Wrong case' } }]);
    case_.complete('first');
    expect(case_.openIds).toContain('second.2');
  });

  test('is refused while something stands on it, and what does is named', () => {
    expect(started().complete('first').complete('second').refusal(takeBack('first'))).toMatchObject({ code: 'task-stood-on', against: [{ id: 'second.1' }] });
    const approved = started().complete('checked');
    const [approval] = approved.state.approvals;
    approved.does({ type: 'approve', by: samir, approval: approval?.id ?? '' });
    expect(approved.refusal(takeBack('checked'))).toMatchObject({ code: 'task-stood-on', against: [{ id: approval?.id }] });
    const moved = ['first', 'second', 'third', 'counted'].reduce((case_, task) => case_.complete(task), started()).complete('checked');
    moved.does({ type: 'approve', by: samir, approval: 'checked.1' });
    expect(moved.state.stage.id).toBe('rest');
    expect(moved.refusal(takeBack('third'))).toMatchObject({ code: 'task-stood-on', against: [{ id: 'rest', rule: 'stages.rest' }] });
  });

  test('takes the approval back that was asked for it', () => {
    const case_ = started().complete('checked').does(takeBack('checked'));
    expect(case_.state.approvals).toMatchObject([{ state: 'withdrawn' }]);
    expect(case_.openIds).toContain('checked.1');
  });

  test('goes on with its clock as it was: put off, stopped for some days, and late once', () => {
    const late = rulesOf({
      stages: {
        work: {
          tasks: {
            put_off: { due: '3 days', pauses: {}, extend: { atMost: '1 week' }, late: [{ tell: 'supervisor' }] },
            windowed: { notBefore: '2 days', due: '4 days' },
            last: {},
          },
        },
      },
    });
    const case_ = story(late).open().extend('put_off', '2 days').pause('put_off', '2026-03-27', '2026-03-27');
    const due = case_.items['put_off.1'];
    case_.complete('put_off').does(takeBack('put_off'));
    expect(case_.items['put_off.1']).toBe(due);
    expect(case_.refused({ type: 'extend', by: rana, clock: 'put_off', by_length: '2 days', answers: {}, reason: 'again' })).toBe('no-more-extensions');
    case_.until('2026-03-29T12:00');
    const windowed = case_.items['windowed.1'];
    case_.complete('windowed').does(takeBack('windowed'));
    expect(case_.items['windowed.1']).toBe(windowed);
    case_.until('2026-04-03T12:00').seen();
    case_.complete('put_off').does(takeBack('put_off')).wait('1 day');
    expect(case_.notices.filter((one) => one.includes('task_late put_off.1'))).toEqual([]);
  });

  test('withdraws what was to be offered again, which otherwise would open beside it; named by the task it is found as well', () => {
    const offered = rulesOf({ stages: { work: { tasks: { offer: { due: '2 days', mayEnd: { refused: { againAfter: '1 week' } } }, next: { after: ['offer'] } } } } });
    const refuse = { type: 'complete' as const, by: rana, task: 'offer.1', answers: {}, end: 'refused' };
    const case_ = story(offered).open().does(refuse).does(takeBack('offer'));
    expect(case_.openIds).toEqual(['offer.1']);
    expect(case_.state.tasks.find((task) => task.id === 'offer.1')).not.toHaveProperty('result');
    case_.wait('2 weeks');
    expect(case_.openIds).toEqual(['offer.1']);
    expect(case_.does(refuse).openIds).toEqual(['offer.3', 'next.2']);
  });

  test('is refused where it opened again on demand since, and where it is not needed any more', () => {
    const demanded = rulesOf({ stages: { work: { tasks: { visit: { onDemand: true, openedBy: ['case_worker'] }, look: { when: field('eligible') }, last: {} } } } });
    const open = { type: 'open_task' as const, by: rana, task: 'visit' };
    const case_ = story(demanded).open({ eligible: true }).does(open).complete('visit').does(open);
    expect(case_.refusal(takeBack('visit.1'))).toMatchObject({ code: 'task-stood-on', against: [{ id: 'visit.2' }] });
    case_.complete('look').answer({ eligible: false });
    expect(case_.refusal(takeBack('look'))).toMatchObject({ code: 'task-not-needed', against: [{ id: 'look.1', rule: 'stages.work.tasks.look.when' }] });
  });

  test('is possible beside its stage after that was left, unless it was done before', () => {
    const beside = rulesOf({ stages: { work: { tasks: { early: { alongside: true }, group: { alongside: true, due: '1 month' }, last: {} }, next: [{ to: 'rest' }] }, rest: { tasks: { wait: {} } } } });
    const case_ = story(beside).open().complete('early').wait('1 hour').complete('last').wait('1 hour').complete('group');
    expect(case_.refused(takeBack('early'))).toBe('task-stood-on');
    expect(case_.does(takeBack('group')).openIds).toContain('group.1');
  });

  test('is not stood on by what was approved before it was sent back', () => {
    const levels = rulesOf({ stages: { work: { tasks: { plan: { approve: [{ who: 'supervisor' }, { who: 'manager' }] } } } } });
    const case_ = story(levels).open().complete('plan').approve('plan').sendBack('plan', maha).complete('plan');
    expect(case_.does(takeBack('plan')).openIds).toEqual(['plan.1']);
    expect(case_.complete('plan').approve('plan').refused(takeBack('plan'))).toBe('task-stood-on');
  });

  test.each([
    ['a task that is open', () => started(), takeBack('first'), 'task-not-done'],
    ['a task that is not there', () => started(), takeBack('nothing'), 'unknown-task'],
    ['somebody else’s case', () => started().complete('first'), takeBack('first', omar), 'not-your-task'],
    ['no reason', () => started().complete('first'), takeBack('first', rana, ''), 'reason-missing'],
  ])('is refused for %s', (_, start, act, code) => {
    expect(start().refused(act)).toBe(code);
  });
});

describe('two people at once', () => {
  const answer = (by: typeof rana, answers: Record<string, string>, seen: number) => ({ type: 'answer' as const, by, answers, seen });

  test('a field that the other has answered otherwise since is refused, field by field, and nothing is changed', () => {
    const case_ = opened();
    const seen = case_.state.sequence;
    case_.does(answer(samir, { outcome: 'by Samir' }, seen));
    expect(case_.refusal(answer(rana, { outcome: 'by Rana', risk: 'high' }, seen))).toEqual({ code: 'changed-meanwhile', against: [{ id: 'outcome', rule: 'fields.outcome' }] });
    expect(case_.state.answers).toMatchObject({ outcome: { value: 'by Samir' }, risk: { value: 'low' } });
  });

  test('different fields do not stand against each other, nor the same answer twice', () => {
    const case_ = opened();
    const seen = case_.state.sequence;
    case_.does(answer(samir, { outcome: 'agreed' }, seen)).does(answer(rana, { risk: 'high', outcome: 'agreed' }, seen));
    expect(case_.state.answers).toMatchObject({ outcome: { value: 'agreed' }, risk: { value: 'high' } });
  });

  test('who has seen the newest state, or does not say, changes what they like', () => {
    const case_ = opened();
    case_.does(answer(samir, { outcome: 'first' }, case_.state.sequence)).does(answer(rana, { outcome: 'second' }, case_.state.sequence));
    case_.does({ type: 'answer', by: samir, answers: { outcome: 'third' } });
    expect(case_.state.answers['outcome']?.value).toBe('third');
  });

  test('nobody stands against themselves, nor does the same answer given again', () => {
    const case_ = opened();
    const seen = case_.state.sequence;
    case_.does(answer(rana, { outcome: 'mine' }, seen)).does(answer(rana, { outcome: 'mine, in another window' }, seen));
    const newer = case_.state.sequence;
    case_.does(answer(samir, { outcome: 'mine, in another window' }, newer)).does(answer(rana, { outcome: 'again' }, newer));
    expect(case_.state.answers['outcome']).toMatchObject({ value: 'again', by: 'rana' });
  });

  test('evidence for a clock does not overwrite what was answered otherwise meanwhile', () => {
    const paused = rulesOf({ stages: { work: { tasks: { plan: { due: '1 week', pauses: { must: ['outcome'] }, extend: { atMost: '1 week', must: ['outcome'] }, waive: { must: ['outcome'] } } } } } });
    const case_ = story(paused).open();
    const { sequence: seen } = case_.state;
    case_.does(answer(samir, { outcome: 'by Samir' }, seen));
    const act = { by: rana, clock: 'plan', answers: { outcome: 'by Rana' }, reason: 'in hospital', seen };
    for (const what of [{ ...act, type: 'pause' as const, from: '2026-03-27', to: '2026-03-28' }, { ...act, type: 'extend' as const, by_length: '1 day' }, { ...act, type: 'waive' as const }]) {
      expect(case_.refused(what)).toBe('changed-meanwhile');
    }
  });
});
