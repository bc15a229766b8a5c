// Rules of a process as an agency writes it: a test that begins with the YAML proves the way from there to the core too.

import { compileProcess } from '../../language/compile';
import type { Agency } from '../../process/agency';
import type { Calendar } from '../../process/calendar';
import { deepFreeze, hashOf } from '../../process/hash';
import type { Rules } from '../../process/rules';
import { jordan } from '../process/calendars';

const HEAD = `process: small
title: Small
language: en
roles:
  case_worker:
    title: Case worker
    owns_case: true
    supervised_by: supervisor
  supervisor:
    title: Supervisor
    supervised_by: manager
  manager:
    title: Manager
`;

/** Compiles the sections that follow the roles of a process; throws its errors, and its warnings where none are expected. */
export function rulesFromYaml(sections: string, { warnings = false, calendar = jordan() }: { warnings?: boolean; calendar?: Calendar } = {}): Rules {
  const { process, problems, hash } = compileProcess({ path: 'processes/small.yaml', text: HEAD + sections });
  const stands = problems.filter(({ severity }) => !warnings || severity === 'error');
  if (!process || hash === undefined || stands.length > 0) throw new Error(stands.map(({ line, code, message }) => `${line - HEAD.split('\n').length + 1} ${code}: ${message}`).join('\n'));
  const agency: Agency = { format: 1, id: 'amman', calendar: calendar.id, languages: ['en'], processes: [process.id] };
  const hashes = { process: hash, calendar: hashOf(calendar), agency: hashOf(agency) };
  return deepFreeze({ $rules: hashOf(hashes), hashes, process, calendar, agency });
}
