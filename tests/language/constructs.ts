// The little processes of tests/language/constructs, one for each construct of the language: compiled, with their scenarios, ready to be played.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderFiles, ScenarioFile } from '../../language/folder';
import { compileFolder } from '../../language/folder';
import { openFile } from '../../language/open-file';
import type { Problem } from '../../language/problems';
import type { Scenario } from '../../language/scenario';
import { parseScenario } from '../../language/scenario-parse';
import { hashOf } from '../../process/hash';
import type { SourceMap } from '../../process/process';
import type { Rules } from '../../process/rules';
import { compileShipped, readFolder } from '../definitions';

const CONSTRUCTS = join(__dirname, 'constructs');

/** One folder: a process of a small agency that shows one construct, and what happens to its cases. */
export interface Construct {
  /** Name of the folder. */
  name: string;
  rules: Rules;
  sourceMap: SourceMap;
  scenarios: Scenario[];
}

export interface Constructs {
  all: Construct[];
  /** Of the processes, the agencies and the scenarios; the shipped calendars are none of theirs. */
  problems: Problem[];
}

let known: Constructs | undefined;

/** All of them; compiled once for each test file. */
export function readConstructs(): Constructs {
  return (known ??= compileAll());
}

/** The construct of a folder. Throws with its problems where it has an error. */
export function readConstruct(name: string): Construct {
  const { all, problems } = readConstructs();
  const found = all.find((one) => one.name === name);
  if (found) return found;
  throw new Error(`There is no construct ${name}, or it has errors:\n${problems.map(sayProblem).join('\n')}`);
}

export const sayProblem = ({ file, line, column, code, message }: Problem): string => `${file}:${line}:${column} ${code} ${message}`;

function compileAll(): Constructs {
  const all: Construct[] = [];
  const problems: Problem[] = [];
  const calendars = Object.entries(readFolder()).filter(([path]) => path.startsWith('calendars/'));
  for (const name of readdirSync(CONSTRUCTS).sort()) {
    const files = { ...Object.fromEntries(calendars), ...asDefinitions(name) };
    const folder = compileFolder(files);
    problems.push(...folder.problems.filter(({ file }) => !file.startsWith('calendars/')).map((one) => ({ ...one, file: `${name}/${one.file}` })));
    const [compiled] = Object.values(folder.processes);
    const [agency] = Object.values(folder.agencies);
    const calendar = folder.calendars[agency?.agency?.calendar ?? ''];
    if (!compiled?.process || !agency?.agency || !calendar?.calendar) continue;
    const hashes = { process: compiled.hash ?? '', calendar: calendar.hash ?? '', agency: agency.hash ?? '' };
    const rules: Rules = { $rules: hashOf(hashes), hashes, process: compiled.process, calendar: calendar.calendar, agency: agency.agency };
    const read = readScenarios(rules, folder.scenarios);
    const scenarios = read.flatMap(({ scenario }) => scenario ?? []);
    problems.push(...read.flatMap((one) => one.problems.map((problem) => ({ ...problem, file: `${name}/${problem.file}` }))));
    all.push({ name, rules, sourceMap: compiled.sourceMap, scenarios });
  }
  return { all, problems };
}

function readScenarios(rules: Rules, files: ScenarioFile[]): { scenario?: Scenario; problems: Problem[] }[] {
  return files.map(({ path, text }) => {
    const report = openFile(path, text);
    if ('problem' in report) return { problems: [report.problem] };
    const scenario = parseScenario(report, (agency, process) => (agency === rules.agency.id && process === rules.process.id ? rules : undefined));
    return { problems: report.problems, ...(scenario && { scenario }) };
  });
}

/** Each process that is shipped at each agency that has it in use, with its scenarios. */
export function readShipped(): Construct[] {
  const { folder } = compileShipped();
  return Object.values(folder.agencies).flatMap(({ agency, hash = '' }) => (agency?.processes ?? []).flatMap((id) => {
    const [compiled, calendar] = [folder.processes[id], folder.calendars[agency?.calendar ?? '']];
    if (!agency || !compiled?.process || !calendar?.calendar) return [];
    const hashes = { process: compiled.hash ?? '', calendar: calendar.hash ?? '', agency: hash };
    const rules: Rules = { $rules: hashOf(hashes), hashes, process: compiled.process, calendar: calendar.calendar, agency };
    const scenarios = readScenarios(rules, folder.scenarios.filter(({ process }) => process === id)).flatMap(({ scenario }) => scenario ?? []);
    return [{ name: `shipped ${id}`, rules, sourceMap: compiled.sourceMap, scenarios }];
  }));
}

/** The files of a construct where they would stand in a definitions folder. */
function asDefinitions(name: string): FolderFiles {
  const at = (...path: string[]): Uint8Array => readFileSync(join(CONSTRUCTS, name, ...path));
  const idOf = (file: Uint8Array, key: string): string => new RegExp(`^${key}: (\\w+)$`, 'm').exec(Buffer.from(file).toString('utf8'))?.[1] ?? name;
  const [process, agency] = [at('process.yaml'), at('agency.yaml')];
  const id = idOf(process, 'process');
  const scenarios = readdirSync(join(CONSTRUCTS, name, 'scenarios')).map((file) => [`scenarios/${id}/${file}`, at('scenarios', file)] as const);
  return { [`processes/${id}.yaml`]: process, [`agencies/${idOf(agency, 'agency')}.yaml`]: agency, ...Object.fromEntries(scenarios) };
}
