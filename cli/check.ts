// What `caseway check` does: the problems of the definitions that were asked for, printed for people or as JSON.

import pc from 'picocolors';
import { compileFolder } from '../language/folder';
import type { Dress } from '../language/print';
import { printProblems } from '../language/print';
import type { Problem } from '../language/problems';
import { hasErrors } from '../language/problems';
import type { DefinitionsAt } from './definitions-option';
import { findDefinitions, isAskedFor, shownPath } from './definitions-option';
import { readScenarios } from './scenarios';
import type { ExitCode, Terminal } from './terminal';
import { writeLine } from './terminal';

interface Checked {
  at: DefinitionsAt;
  /** With their files as the person would write them. */
  problems: Problem[];
}

/** Gives 1 when there is an error; warnings alone give 0. @throws WrongUse for a path that is not there */
export async function check(paths: string[], options: { json?: boolean }, { stdout, cwd, today = new Date().toISOString().slice(0, 10) }: Terminal): Promise<ExitCode> {
  const checked = (await findDefinitions(paths, cwd)).map((at) => checkFolder(at, cwd, today));
  const problems = checked.flatMap((one) => one.problems);
  if (options.json) writeLine(stdout, JSON.stringify(problems, null, 2));
  else if (problems.length === 0) writeLine(stdout, summary(checked));
  else writeLine(stdout, printProblems(problems, (file) => textOf(checked, file, cwd), dress));
  return hasErrors(problems) ? 1 : 0;
}

function checkFolder(at: DefinitionsAt, cwd: string, today: string): Checked {
  const compiled = compileFolder(at.files, today);
  const { problems } = readScenarios(compiled, () => true);
  const asked = [...compiled.problems, ...problems].filter((problem) => isAskedFor(at, problem.file));
  return { at, problems: asked.map((problem) => ({ ...problem, file: shownPath(at, problem.file, cwd) })) };
}

function summary(checked: Checked[]): string {
  const files = checked.flatMap(({ at }) => Object.keys(at.files).filter((file) => isAskedFor(at, file)));
  return files.length === 0 ? pc.yellow('There is no YAML file here.') : `${pc.green('No problems')} in ${files.length} file${files.length === 1 ? '' : 's'}.`;
}

function textOf(checked: Checked[], file: string, cwd: string): string | undefined {
  for (const { at } of checked) {
    const inside = Object.keys(at.files).find((one) => shownPath(at, one, cwd) === file);
    if (inside !== undefined) return Buffer.from(at.files[inside] as Uint8Array).toString('utf8');
  }
  return undefined;
}

const DRESSES: Record<Parameters<Dress>[0], (text: string) => string> = {
  error: pc.red, warning: pc.yellow, place: pc.bold, caret: pc.red, fix: pc.green,
};

const dress: Dress = (part, text) => DRESSES[part](text);
