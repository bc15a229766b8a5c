// Conditions compiled as they stand in a process with a field of each type; for tests of the language of conditions.

import type { Rule } from '../../process/condition';
import type { FieldType } from '../../process/process';
import { compileCondition } from '../../language/conditions/conditions';
import { Names } from '../../language/names';
import { Report } from '../../language/report';
import { Source } from '../../language/source';
import { Place } from '../../language/tree';
import { parseYaml } from '../../language/yaml';

export const FIELDS: Record<string, FieldType> = {
  risk: 'one_of', earlier_risk: 'one_of', needs: 'several_of', eligible: 'yes_no', complex: 'yes_no', score: 'integer', points: 'integer', weight: 'number',
  birth_date: 'date', court_date: 'date', incident_at: 'time', outcome: 'text', consent: 'consent', assigned: 'staff', high: 'text',
};
export const RISKS = ['low', 'medium', 'high', 'immediate'];
export const NEEDS = ['school', 'health', 'legal'];

/** `score` has no bounds, `points` goes from 0 to 10. */
const PROCESS = `
fields:
  points:
    min: 0
    max: 10
stages:
  planning:
    tasks:
      case_plan:
        title: Plan
      visit:
        title: Visit
        waive:
          who: [supervisor]
`;

function declared(report: Report): Names {
  const names = new Names(report);
  const root = parseYaml(new Report(new Source('p.yaml', PROCESS)));
  const node = (id: string): Place => root?.at('fields')?.at(id) ?? new Place({ kind: 'scalar', value: id, style: 'plain', range: { start: 0, end: 0 } }, id);
  for (const id of Object.keys(FIELDS)) names.declare('field', id, node(id));
  for (const id of ['risk', 'earlier_risk']) names.options.set(id, RISKS);
  names.options.set('needs', NEEDS);
  names.declare('stage', 'planning', node('planning'));
  for (const [id, place] of root?.at('stages')?.at('planning')?.at('tasks')?.entries() ?? []) names.declare('task', id, place);
  names.declare('review', 'follow_up', node('follow_up'));
  names.reasons.push('resolved', 'of_age');
  return names;
}

/** The condition under `when` of a text of YAML. */
export function compileIn(yaml: string, inClosure = false): { rule?: Rule; report: Report } {
  const report = new Report(new Source('c.yaml', yaml));
  const place = parseYaml(report)?.at('when');
  const rule = compileCondition(place, { names: declared(report), fields: new Map(Object.entries(FIELDS)), types: new Map(Object.entries(FIELDS)), inClosure }, report);
  return { report, ...(rule && { rule }) };
}

/** A condition as a text of its own. */
export function compile(text: string, inClosure = false): { rule?: Rule; report: Report } {
  const report = new Report(new Source('c.yaml', text));
  const place = new Place({ kind: 'scalar', value: text, style: 'plain', range: { start: 0, end: text.length } }, 'when');
  const rule = compileCondition(place, { names: declared(report), fields: new Map(Object.entries(FIELDS)), types: new Map(Object.entries(FIELDS)), inClosure }, report);
  return { report, ...(rule && { rule }) };
}
