// A file of each kind in which every key of its schema stands, and how each kind is compiled; for tests that go through the keys.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileAgency } from '../../language/agency';
import { compileCalendar } from '../../language/calendar';
import { compileProcess } from '../../language/compile';
import type { Problem } from '../../language/problems';
import { Report } from '../../language/report';
import { parseScenario } from '../../language/scenario-parse';
import type { Schema } from '../../language/schema';
import { resolveSchema, SCHEMAS } from '../../language/schema';
import { checkShape } from '../../language/shape';
import { Source } from '../../language/source';
import type { Place } from '../../language/tree';
import { parseYaml } from '../../language/yaml';
import { compileShipped } from '../definitions';

export type Kind = Exclude<keyof typeof SCHEMAS, 'texts'>;

const CALENDAR = `calendar: jordan
title: Jordan
time_zone: Asia/Amman
weekend: [friday, saturday]
working_hours:
  from: '08:00'
  until: '16:00'
covers:
  from: 2025
  until: 2027
holidays:
  - title: New Year
    date: 2026-01-01
  - title: Eid
    from: 2026-03-20
    to: 2026-03-23
    expected: true
  - title: Feast
    from: 2026-05-26
    to: 2026-05-30
    expected: true
  - title: Independence Day
    every_year: 05-25
    if_weekend: next working day
worked: [2026-01-02]
`;

const AGENCY = `agency: every_key
title:
  en: Every key
languages: [ar, en]
calendar: jordan
processes: [child_protection]
fallback:
  email: duty@example.org
  language: ar
digest: '08:00'
quiet_hours:
  from: '20:00'
  until: '07:00'
on_call:
  - who: rana
    from: 2026-03-01T18:00
    to: 2026-03-02T08:00
  - who: rana
    roles: [supervisor]
    days: [friday, saturday]
    from: '18:00'
    to: '08:00'
partners:
  hope_clinic:
    title: Hope Clinic
    kind: health
    email: intake@clinic.example
    language: ar
  shelter:
    title: Shelter
    kind: housing
    agency: zarqa_shelter
    language: en
caseload:
  case_worker:
    warn: 20
    at_most: 25
confirms:
  - expected: 2026-03-20
    date: 2026-03-20
  - expected: 2026-05-26
    from: 2026-05-27
    to: 2026-05-30
`;

/** Keys that belong to one act alone. */
const OF_ONE_ACT: Record<string, string> = { on: 'record', extra: 'record', as: 'end_record', records: 'complete', about: 'complete', owner: 'open', from: 'pause', to: 'pause', by_length: 'extend', end: 'complete', unseen: 'answer', value: 'override', despite: 'complete', ticked: 'complete', who: 'agree', task: 'assign', due: 'add_task', says: 'agree', version: 'agree' };

/** Each act with all that can stand beside it: not a scenario that would pass, but one in which each key is read. */
function scenario(): string {
  const { step, expectation } = SCHEMAS.scenario.$defs ?? {};
  const keys = Object.keys(step?.properties ?? {});
  const verbs = (step?.oneOf ?? []).map((one) => one.required[0] ?? '');
  const beside = keys.filter((key) => !verbs.includes(key));
  const line = (schema: Schema | undefined, key: string): string => {
    const property = resolveSchema(schema?.properties?.[key] ?? {}, SCHEMAS.scenario);
    return `${key}: ${JSON.stringify((property.examples ?? [property.enum?.[0] ?? true])[0])}`;
  };
  const acts = verbs.filter((verb) => verb !== 'expect').map((verb) => `  - ${[verb, ...(verb.startsWith('wait') ? [] : beside.filter((key) => (OF_ONE_ACT[key] ?? verb) === verb))].map((key) => line(step, key)).join('\n    ')}`);
  const expectations = Object.keys(expectation?.properties ?? {}).filter((key) => key !== 'notices').map((key) => `      ${line(expectation, key)}`);
  return `scenario: all_goes_well
title: Every key
process: child_protection
agency: amman_child_protection
starts: 2026-03-01T09:00
staff:
  rana:
    roles: [case_worker]
    language: en
    supervisor: samira
    deputy: samira
    away:
      - from: 2026-03-05
        to: 2026-03-08T12:00
  samira:
    roles: [supervisor]
on_call:
  - who: samira
    roles: [supervisor]
    days: [friday]
    from: '16:00'
    to: '08:00'
steps:
${acts.join('\n')}
  - expect:
${expectations.join('\n')}
      notices:
        - { to: samira, says: task_late, about: screening, language: ar }
`;
}

export const EVERY_KEY: Record<Kind, string> = {
  process: readFileSync(join(__dirname, 'fixtures', 'every-key.yaml'), 'utf8'),
  calendar: CALENDAR,
  agency: AGENCY,
  scenario: scenario(),
};

const SHIPPED = compileShipped().rules;
const JORDAN = { jordan: compileCalendar('calendars/jordan.yaml', CALENDAR) };

/** The problems of a file of a kind. */
export function problemsIn(kind: Kind, text: string): Problem[] {
  if (kind === 'process') return compileProcess({ path: 'processes/every_key.yaml', text }).problems;
  if (kind === 'calendar') return compileCalendar('calendars/jordan.yaml', text).problems;
  if (kind === 'agency') return compileAgency('agencies/every_key.yaml', text, { calendars: JORDAN, processes: ['child_protection'] }).problems;
  const report = new Report(new Source('scenarios/child_protection/every_key.yaml', text));
  parseScenario(report, () => SHIPPED);
  return report.problems;
}

/** Every group of keys in a file of a kind, with its schema. */
export function groupsIn(kind: Kind, text: string): { place: Place; schema: Schema }[] {
  const report = new Report(new Source('file.yaml', text));
  const root = parseYaml(report);
  const groups: { place: Place; schema: Schema }[] = [];
  if (root) checkShape(root, SCHEMAS[kind], report, (place, schema) => schema.type === 'object' && schema.properties && groups.push({ place, schema }));
  return groups;
}
