// The scenarios of a definitions folder: read with its rules, run on the core, and what none of them has reached.

import { openFile } from '../language/open-file';
import type { CompiledFolder } from '../language/folder';
import type { Problem } from '../language/problems';
import { inOrder } from '../language/problems';
import type { Scenario, ScenarioResult } from '../language/scenario';
import { parseScenario } from '../language/scenario-parse';
import type { Coverage } from '../language/scenario-coverage';
import { coverageOf } from '../language/scenario-coverage';
import { runScenario } from '../language/scenario-run';
import { hashOf } from '../process/hash';
import type { Rules } from '../process/rules';

export interface ReadScenarios {
  scenarios: { scenario: Scenario; rules: Rules }[];
  problems: Problem[];
}

/** Reads those scenarios of the folder that `wanted` says, by path. */
export function readScenarios(folder: CompiledFolder, wanted: (path: string) => boolean): ReadScenarios {
  const read: ReadScenarios = { scenarios: [], problems: [] };
  for (const { path, text } of folder.scenarios.filter((one) => wanted(one.path))) {
    const report = openFile(path, text);
    if ('problem' in report) {
      read.problems.push(report.problem);
      continue;
    }
    const scenario = parseScenario(report, (agency, process) => rulesOf(folder, agency, process));
    read.problems.push(...inOrder(report.problems));
    const rules = scenario && rulesOf(folder, scenario.agency, scenario.process);
    if (scenario && rules && rules !== 'broken') read.scenarios.push({ scenario, rules });
  }
  return read;
}

export const runScenarios = ({ scenarios }: ReadScenarios): ScenarioResult[] => scenarios.map(({ scenario, rules }) => runScenario(rules, scenario));

/** What a case of this process at this agency would run by; `broken` while a part of it has a mistake, nothing where one is not there. */
export function rulesOf(folder: CompiledFolder, agencyId: string, processId: string): Rules | 'broken' | undefined {
  const agency = folder.agencies[agencyId];
  const process = folder.processes[processId];
  if (!agency || !process || (agency.agency && !agency.agency.processes.includes(processId))) return undefined;
  if (!agency.agency || !process.process || !agency.calendar) return 'broken';
  const hashes = { process: process.hash ?? '', calendar: agency.calendarHash ?? '', agency: agency.hash ?? '' };
  return { $rules: hashOf(hashes), hashes, process: process.process, calendar: agency.calendar, agency: agency.agency };
}

/**
 * Coverage by process. Those that some scenario plays, or with `all` every process of the folder that compiles: one without a
 * scenario reaches nothing.
 */
export function coverageByProcess(folder: CompiledFolder, { scenarios }: ReadScenarios, results: readonly ScenarioResult[], all: boolean): Coverage[] {
  const reached = new Map<string, Set<string>>();
  if (all) for (const id of Object.keys(folder.processes)) reached.set(id, new Set());
  scenarios.forEach(({ scenario }, i) => {
    const paths = reached.get(scenario.process) ?? new Set();
    for (const path of results[i]?.reached ?? []) paths.add(path);
    reached.set(scenario.process, paths);
  });
  return [...reached].flatMap(([id, paths]) => {
    const compiled = folder.processes[id];
    return compiled?.process ? [coverageOf(compiled.process, compiled.sourceMap, paths)] : [];
  });
}
