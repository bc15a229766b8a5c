// What `caseway test` does: plays the scenarios that were asked for, prints how each went and what none of them reached.

import pc from 'picocolors';
import { compileFolder } from '../language/folder';
import { printProblems } from '../language/print';
import type { Problem } from '../language/problems';
import { hasErrors } from '../language/problems';
import type { ScenarioResult } from '../language/scenario';
import type { DefinitionsAt } from './definitions-option';
import { findDefinitions, isAskedFor, shownPath } from './definitions-option';
import type { Coverage } from './scenarios';
import { coverageOf, readScenarios, runScenarios } from './scenarios';
import type { ExitCode, Terminal } from './terminal';
import { writeLine } from './terminal';

interface Tested {
  results: ScenarioResult[];
  coverage: Coverage[];
  problems: Problem[];
}

/** Gives 1 when one fails, cannot be read, or there is none. @throws WrongUse for a path that is not there */
export async function playScenarios(paths: string[], options: { json?: boolean; uncovered?: boolean }, { stdout, cwd }: Terminal): Promise<ExitCode> {
  const tested = (await findDefinitions(paths, cwd)).map((at) => testFolder(at, cwd));
  const all: Tested = {
    results: tested.flatMap((one) => one.results), coverage: tested.flatMap((one) => one.coverage), problems: tested.flatMap((one) => one.problems),
  };
  if (options.json) writeLine(stdout, JSON.stringify(all, null, 2));
  else for (const line of linesOf(all, options.uncovered === true)) writeLine(stdout, line);
  return all.results.every((one) => one.passed) && !hasErrors(all.problems) && all.results.length > 0 ? 0 : 1;
}

function testFolder(at: DefinitionsAt, cwd: string): Tested {
  const folder = compileFolder(at.files);
  const read = readScenarios(folder, (path) => isAskedFor(at, path));
  const results = runScenarios(read);
  const shown = (file: string): string => shownPath(at, file, cwd);
  return {
    results: results.map((one) => ({ ...one, file: shown(one.file) })),
    coverage: coverageOf(read, results),
    // What keeps the rules from being used keeps the scenarios from being played, and is said here too.
    problems: [...folder.problems.filter((problem) => problem.severity === 'error'), ...read.problems].map((problem) => ({ ...problem, file: shown(problem.file) })),
  };
}

function linesOf({ results, coverage, problems }: Tested, uncovered: boolean): string[] {
  const failed = results.filter((one) => !one.passed).length;
  return [
    ...(problems.length > 0 ? [printProblems(problems), ''] : []),
    ...results.flatMap(resultLines),
    ...(coverage.length > 0 ? [''] : []),
    ...coverage.flatMap((one) => coverageLines(one, uncovered)),
    ...(results.length > 0 ? [''] : []),
    results.length === 0 ? pc.yellow('No scenario was found.') : `${results.length - failed} passed, ${failed} failed`,
  ];
}

function resultLines({ file, title, passed, steps, failures, journal }: ScenarioResult): string[] {
  if (passed) return [`${pc.green('✓')} ${title} ${pc.dim(`(${steps} steps)`)}`];
  return [
    `${pc.red('✗')} ${title}`,
    ...failures.flatMap(({ line, expected, came }) => [`  ${file}:${line}`, `    expected ${expected}`, `    came     ${came}`]),
    '  What had happened last:',
    ...journal.slice(-8).map((entry) => `    ${entry}`),
  ];
}

function coverageLines({ process, reached, total, never }: Coverage, uncovered: boolean): string[] {
  const head = `${process}: ${reached} of ${total} rules reached`;
  if (never.length === 0) return [head];
  return uncovered ? [head, ...never.map((path) => `  never ${path}`)] : [`${head}; the others: --uncovered`];
}
