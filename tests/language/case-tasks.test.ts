// Tasks under `tasks:` of the process itself: what they compile to, and what cannot stand there.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess } from '../../language/compile';
import { withSections } from './sections';

const SMALL = readFileSync(join(__dirname, 'fixtures', 'small.yaml'), 'utf8');
const compile = (tasks: string, more = '') => compileProcess({ path: 'processes/small.yaml', text: withSections(SMALL, `tasks:\n  visit:\n    title: Visit\n    who: case_worker\n${tasks}${more}`) });
const problems = (tasks: string, more = ''): string[] => compile(tasks, more).problems.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`);

test('compile to tasks of the process, with the stages in which they can be open', () => {
  const { process } = compile('    on_demand: true\n    opened_by: [supervisor]\n    during: [support]\n    due: 2 days\n');
  expect(process?.tasks).toMatchObject([{ id: 'visit', rule: 'tasks.visit', onDemand: true, openedBy: ['supervisor'], during: ['support'], clock: { due: { rule: 'tasks.visit.due' } } }]);
  expect(process?.stages.flatMap((stage) => stage.tasks.map(({ id }) => id))).toEqual(['screening']);
});

test('a process without any has no such key', () => {
  expect(Object.keys(compileProcess({ path: 'processes/small.yaml', text: SMALL }).process ?? {})).not.toContain('tasks');
});

test('one for each event needs nobody to open it', () => {
  const events = 'events:\n  absence:\n    title: Absence\n    recorded_by: [case_worker]\n    provisional_until: visit\n';
  expect(problems('    for_each: absence\n    due: 2 days\n', events)).toEqual([]);
});

const LISTS = 'lists:\n  child:\n    title: Child\n    fields:\n      seen:\n        title: Seen?\n        type: yes_no\n    stages:\n      looked_at:\n        title: Looked at\n';

test.each([
  ['nothing opens', '    due: 2 days\n', '', 'missing-key: `on_demand` is missing: `visit` stands in no stage, and nothing opens it.'],
  ['has a stage that is not there', '    on_demand: true\n    opened_by: [supervisor]\n    during: [suport]\n    due: 2 days\n', '', 'unknown-name: There is no stage `suport`.'],
  ['has a stage of a list', '    on_demand: true\n    opened_by: [supervisor]\n    during: [looked_at]\n    due: 2 days\n', LISTS, 'wrong-name: `looked_at` is a stage of the records of `child`, and this is about none of them.'],
  ['is one for each record', '    for_each: child\n    due: 2 days\n', LISTS, 'keys-exclude: A task of the case itself cannot be one for each record.'],
])('one that %s is an error', (_, tasks, more, problem) => {
  expect(problems(tasks, more)).toContain(problem);
});

test('its id is one of the process’s, and its texts are translated like all others', () => {
  expect(problems('    on_demand: true\n    opened_by: [supervisor]\n    due: 2 days\n  screening:\n    title: Again\n    who: case_worker\n    on_demand: true\n')[0]).toMatch(/^id-taken: `screening` is already the id of a task/);
  expect(compile('    on_demand: true\n    opened_by: [supervisor]\n    due: 2 days\n').texts['en']?.['tasks.visit.title']).toBe('Visit');
});
