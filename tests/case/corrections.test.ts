// Mistakes put right on record, and two people at once: only what both touched stands against the second.

import { visibleEntry } from '../../case/view';
import { CHILD_PROTECTION } from './child-protection';
import { rulesOf } from './processes';
import { clerk, omar, rana, samir, stranger, story } from './story';

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
});
