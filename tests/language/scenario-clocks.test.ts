// Scenarios in which people pause, extend and waive, with what they need beside it and what is refused.

import { openFile } from '../../language/open-file';
import type { Report } from '../../language/report';
import type { ScenarioResult } from '../../language/scenario';
import { parseScenario } from '../../language/scenario-parse';
import { runScenario } from '../../language/scenario-run';
import { rulesOf } from '../case/processes';

const RULES = rulesOf({
  stages: {
    work: {
      tasks: {
        plan: {
          due: '5 days', pauses: { atMost: '10 days' }, waive: { who: ['supervisor'] },
          extend: { atMost: '1 week', approve: [{ who: 'supervisor' }] },
        },
        more: {},
      },
    },
  },
  reviews: { visit: { first: '1 week', every: '1 month', waive: {} } },
  clocks: { contact: { due: '3 days', late: [{ tell: 'supervisor' }], extend: {} } },
});

const HEAD = `scenario: mine
process: child_protection
agency: amman
starts: 2026-03-26T10:00
staff:
  rana: { roles: [case_worker], supervisor: samira }
  samira: { roles: [supervisor] }
steps:
  - open: child_protection
    by: rana
`;
/** The line on which the step after the opening stands. */
const FIRST = HEAD.split('\n').length;

function parse(steps: string) {
  const report = openFile('scenarios/child_protection/mine.yaml', HEAD + steps) as Report;
  return { scenario: parseScenario(report, () => RULES), problems: report.problems };
}

const problemsOf = (steps: string): string[] =>
  parse(steps).problems.map(({ code, line, suggestion }) => `${line} ${code}${suggestion === undefined ? '' : ` → ${suggestion}`}`);

function run(steps: string): ScenarioResult {
  const { scenario, problems } = parse(steps);
  if (!scenario) throw new Error(JSON.stringify(problems, null, 1));
  return runScenario(RULES, scenario);
}

test('pauses, extends and waives, and expects what comes of it', () => {
  const result = run(`
  - pause: plan
    by: rana
    from: 2026-03-28
    to: 2026-03-29
    reason: In hospital
  - expect:
      open: { plan: 2026-04-02, more: none, visit: 2026-04-02 }
      journal: [clock_paused, clock_moved]
  - extend: plan
    by: rana
    by_length: 3 days
    reason: No interpreter
  - expect:
      open: [plan, more, visit, extension]
      notices:
        - { to: samira, says: approval_asked, about: extension }
  - approve: extension
    by: samira
  - waive: visit
    by: rana
    reason: Seen yesterday
  - expect:
      open: { plan: 2026-04-05, more: none, visit: 2026-04-26 }
  - extend: contact
    by: rana
    by_length: 1 working day
    reason: Nobody at home
  - wait: 1 week
  - expect:
      notices:
        - { to: samira, says: clock_late, about: contact }
  - waive: plan
    by: samira
    reason: Moved away
  - expect:
      open: [more, visit]
`);
  expect(result.failures).toEqual([]);
});

test.each<[string, string]>([
  ['a pause that is too long', '  - pause: plan\n    by: rana\n    from: 2026-03-28\n    to: 2026-04-28\n    reason: away\n    refused: pause-too-long\n'],
  ['an extension that is too long', '  - extend: plan\n    by: rana\n    by_length: 2 weeks\n    reason: away\n    refused: extension-too-long\n'],
  ['a waiver by somebody else', '  - waive: plan\n    by: rana\n    reason: away\n    refused: not-for-you\n'],
  ['an act without a reason', '  - waive: plan\n    by: samira\n    refused: reason-missing\n'],
])('expects %s to be refused', (_, steps) => expect(run(steps).failures).toEqual([]));

test.each<[string, string, string[]]>([
  ['a thing that is not there', '  - waive: plann\n    by: samira\n    reason: r\n', [`${FIRST} unknown-name → plan`]],
  ['no last day', '  - pause: plan\n    by: rana\n    from: 2026-03-28\n    reason: r\n', [`${FIRST} missing-key`]],
  ['a day that is none', '  - pause: plan\n    by: rana\n    from: 2026-02-30\n    to: 2026-03-30\n    reason: r\n', [`${FIRST + 2} bad-date`]],
  ['no length', '  - extend: plan\n    by: rana\n    reason: r\n', [`${FIRST} missing-key`]],
  ['a length that is none', '  - extend: plan\n    by: rana\n    by_length: soon\n    reason: r\n', [`${FIRST + 2} bad-length`]],
  ['a day where nothing is paused', '  - waive: plan\n    by: samira\n    from: 2026-03-28\n    reason: r\n', [`${FIRST + 2} keys-exclude`]],
  ['a length where nothing is extended', '  - wait: 3 days\n    by_length: 3 days\n', [`${FIRST + 1} keys-exclude`]],
])('with %s is not played', (_, steps, problems) => expect(problemsOf(steps)).toEqual(problems));
