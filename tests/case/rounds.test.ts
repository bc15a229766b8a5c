// Rounds: a stage that is entered again asks for its answers again, shows those of before, and counts how often it went round.

import { explain } from '../../case/explain';
import { view } from '../../case/view';
import { is } from '../process/conditions';
import { rulesOf } from './processes';
import { maha, rana, story } from './story';

const RULES = rulesOf({
  stages: {
    assessment: { tasks: { assess: { must: ['risk', 'complex'], may: ['outcome', 'secret'] } }, next: [{ when: is('risk', 'immediate'), to: 'assessment' }, { to: 'help' }] },
    help: { tasks: { visit: {} }, next: [{ to: 'assessment' }] },
  },
});

const again = () => story(RULES).open().complete('assess', { risk: 'high', complex: true, outcome: 'at home' }).wait('1 day').complete('visit').seen();

describe('a stage that is entered again', () => {
  test('shows what was answered before, of each task that asks for it again', () => {
    const case_ = again();
    expect(case_.state.stage).toMatchObject({ id: 'assessment', round: 2 });
    expect(view(case_.rules, case_.state, rana).prefilled).toEqual({ 'assess.2': ['outcome', 'risk', 'complex'] });
    expect(view(story(RULES).open({ risk: 'low' }).rules, story(RULES).open({ risk: 'low' }).state, rana).prefilled).toEqual({});
  });

  test('does not name what is hidden from the reader', () => {
    const case_ = story(RULES).open().does({ type: 'answer', by: maha, answers: { secret: 'words' } }).complete('assess', { risk: 'high', complex: true }).complete('visit');
    expect(view(case_.rules, case_.state, rana).prefilled).toEqual({ 'assess.2': ['risk', 'complex'] });
    expect(view(case_.rules, case_.state, maha).prefilled).toEqual({ 'assess.2': ['secret', 'risk', 'complex'] });
  });

  test('is not met by the answers of the round before', () => {
    const case_ = again();
    expect(case_.refusal({ type: 'complete', by: rana, task: 'assess', answers: { risk: 'high' } })).toMatchObject({ code: 'answer-missing', against: [{ id: 'complex' }] });
  });

  test('is met by the same answers given again, which are on record as confirmed', () => {
    const case_ = again().complete('assess', { risk: 'high', complex: false });
    expect(case_.newJournal().map(({ what, details }) => [what, details])).toEqual(expect.arrayContaining([
      ['answered', { answers: { complex: { value: false, was: true } } }], ['confirmed', { fields: ['risk'] }],
    ]));
    expect(case_.state.stage.id).toBe('help');
  });

  test('is met by what was answered since, outside of the task too', () => {
    const case_ = again().answer({ risk: 'high', complex: true });
    expect(view(case_.rules, case_.state, rana).prefilled).toEqual({ 'assess.2': ['outcome'] });
    expect(case_.complete('assess').state.stage.id).toBe('help');
  });

  test('is not met by the very answer that led into it', () => {
    const case_ = story(RULES).open().complete('assess', { risk: 'immediate', complex: true });
    expect(case_.state.stage).toMatchObject({ id: 'assessment', round: 2 });
    expect(case_.refused({ type: 'complete', by: rana, task: 'assess', answers: {} })).toBe('answer-missing');
  });

  test('says nothing of confirming in the first round', () => {
    const case_ = story(RULES).open({ risk: 'high' }).complete('assess', { risk: 'high', complex: true });
    expect(case_.lines('confirmed')).toEqual([]);
  });

  test('is counted, and the count is shown', () => {
    const case_ = again().complete('assess', { risk: 'high', complex: true }).complete('visit');
    expect(view(case_.rules, case_.state, rana).rounds).toEqual({ assessment: 3, help: 2 });
    expect(explain(case_.rules, case_.state, case_.world.now).stage.round).toBe(3);
  });
});
