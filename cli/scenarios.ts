// The scenarios of a definitions folder: read with its rules, run on the core, and what none of them has reached.

import { openFile } from '../language/open-file';
import type { CompiledFolder } from '../language/folder';
import type { Problem } from '../language/problems';
import { inOrder } from '../language/problems';
import type { Scenario, ScenarioResult } from '../language/scenario';
import { parseScenario } from '../language/scenario-parse';
import { runScenario } from '../language/scenario-run';
import { hashOf } from '../process/hash';
import type { Process } from '../process/process';
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
function rulesOf(folder: CompiledFolder, agencyId: string, processId: string): Rules | 'broken' | undefined {
  const agency = folder.agencies[agencyId];
  const process = folder.processes[processId];
  const calendar = folder.calendars[agency?.agency?.calendar ?? ''];
  if (!agency || !process || (agency.agency && !agency.agency.processes.includes(processId))) return undefined;
  if (!agency.agency || !process.process || !calendar?.calendar) return 'broken';
  const hashes = { process: process.hash ?? '', calendar: calendar.hash ?? '', agency: agency.hash ?? '' };
  return { $rules: hashOf(hashes), hashes, process: process.process, calendar: calendar.calendar, agency: agency.agency };
}

/** How much of a process its scenarios reach. */
export interface Coverage {
  process: string;
  reached: number;
  total: number;
  /** Paths of rules that no scenario reached. */
  never: string[];
}

/** By process; only those that some scenario plays. */
export function coverageOf({ scenarios }: ReadScenarios, results: readonly ScenarioResult[]): Coverage[] {
  const byProcess = new Map<string, { process: Process; reached: Set<string> }>();
  scenarios.forEach(({ scenario, rules }, i) => {
    const one = byProcess.get(scenario.process) ?? { process: rules.process, reached: new Set<string>() };
    for (const path of results[i]?.reached ?? []) one.reached.add(path);
    byProcess.set(scenario.process, one);
  });
  return [...byProcess].map(([id, { process, reached }]) => {
    const all = reachable(process);
    const never = all.filter((path) => !reached.has(path));
    return { process: id, reached: all.length - never.length, total: all.length, never };
  });
}

/** What a scenario can reach: stages, tasks, reviews, alerts with their steps, reminders and late steps, ways, what raises, criteria that stand against closing. */
function reachable({ stages, reviews, alerts, atAnyTime, closure }: Process): string[] {
  const tasks = [...stages.flatMap((stage) => stage.tasks), ...alerts.flatMap((alert) => alert.tasks)];
  const clocks = [...stages.flatMap((stage) => stage.clock ?? []), ...tasks.flatMap((task) => [task.clock, ...task.approve.map((level) => level.clock)]), ...reviews.map((review) => review.clock), ...closure.approve.map((level) => level.clock)];
  return [
    ...stages.map((stage) => stage.rule),
    ...stages.flatMap((stage) => stage.next.map((way) => way.rule)),
    ...tasks.map((task) => task.rule),
    ...reviews.map((review) => review.rule),
    ...alerts.map((alert) => alert.rule),
    ...clocks.flatMap((clock) => [...clock.remind.map((one) => one.rule), ...clock.late.map((one) => one.rule)]),
    ...alerts.flatMap((alert) => alert.acknowledge.slice(1).map((step) => step.rule)),
    ...alerts.flatMap((alert) => alert.raiseWhen?.path ?? []),
    ...atAnyTime.map((way) => way.rule),
    ...closure.must.map((criterion) => criterion.rule),
  ];
}
