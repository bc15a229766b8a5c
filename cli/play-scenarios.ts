// What `caseway test` does: plays the scenarios that were asked for, says how each went and what none of them reaches.

import { compileFolder } from '../language/folder';
import { hasErrors } from '../language/problems';
import type { ScenarioResult } from '../language/scenario';
import type { Coverage } from '../language/scenario-coverage';
import { processText } from '../texts/process-texts';
import { textOf } from './definitions-folder';
import type { DefinitionsAt } from './definitions-option';
import { findDefinitions, isAskedFor, shownPath } from './definitions-option';
import { printTested } from './print-tested';
import { coverageByProcess, readScenarios, runScenarios } from './scenarios';
import type { ExitCode, Terminal } from './terminal';
import { WrongUse, writeLine } from './terminal';
import type { Tested, TestedScenario, TestOptions } from './tested';

/**
 * Gives 1 when a scenario fails or cannot be read, when there is none, or when a process stays below the coverage asked for.
 * @throws WrongUse for a path that is not there, and for a percentage that is none
 */
export async function playScenarios(paths: string[], options: TestOptions, { stdout, cwd }: Terminal): Promise<ExitCode> {
  const least = options.minCoverage === undefined ? undefined : percentage(options.minCoverage);
  const tested = (await findDefinitions(paths, cwd)).map((at) => testFolder(at, cwd, least));
  const results = tested.flatMap((one) => one.results);
  const all: Tested = {
    passed: results.filter((one) => one.passed).length, failed: results.filter((one) => !one.passed).length, results,
    coverage: tested.flatMap((one) => one.coverage), problems: tested.flatMap((one) => one.problems),
  };
  if (options.json) writeLine(stdout, JSON.stringify(all, null, 2));
  else for (const line of printTested(all, { uncovered: options.uncovered === true, least })) writeLine(stdout, line);
  return all.failed === 0 && all.passed > 0 && !hasErrors(all.problems) && all.coverage.every((one) => one.enough !== false) ? 0 : 1;
}

function percentage(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 100) return value;
  throw new WrongUse(`--min-coverage ${text} is no percentage.`, 'Give a number from 0 to 100: --min-coverage 90');
}

type TestedFolder = Pick<Tested, 'results' | 'coverage' | 'problems'>;

function testFolder(at: DefinitionsAt, cwd: string, least: number | undefined): TestedFolder {
  const folder = compileFolder(at.files);
  const read = readScenarios(folder, (path) => isAskedFor(at, path));
  const results = runScenarios(read);
  const shown = (file: string): string => shownPath(at, file, cwd);
  const coverage = coverageByProcess(folder, read, results, at.only.length === 0);
  return {
    results: results.map((one) => {
      const { process, texts } = folder.processes[one.process] ?? { texts: {} };
      const title = (path: string): string | null => processText(texts, path, process?.language ?? []);
      return testedScenario(one, shown(one.file), linesOf(at, one.file), title);
    }),
    coverage: coverage.map((one) => ({ file: shown(`processes/${one.process}.yaml`), ...one, ...(least !== undefined && { enough: isEnough(one, least) }) })),
    // What keeps the rules from being used keeps the scenarios from being played, and is said here too.
    problems: [...folder.problems.filter((problem) => problem.severity === 'error'), ...read.problems].map((problem) => ({ ...problem, file: shown(problem.file) })),
  };
}

/** By the exact share: 89.9 % is not 90 %. */
const isEnough = ({ reached, total }: Coverage, least: number): boolean => reached * 100 >= least * total;

const linesOf = ({ files }: DefinitionsAt, file: string): string[] => textOf(files[file]).split(/\r?\n/);

function testedScenario(result: ScenarioResult, file: string, lines: string[], titleAt: (path: string) => string | null): TestedScenario {
  const { id, title, process, agency, passed, steps, failures, journal } = result;
  return {
    file, id, title, process, agency, passed, steps,
    failures: failures.map((one) => ({ ...one, excerpt: lines[one.line - 1] ?? '' })),
    journal: journal.map(({ titlePath, ...line }) => {
      const found = titlePath === undefined ? null : titleAt(titlePath);
      return found === null ? line : { ...line, title: found };
    }),
  };
}
