// What `caseway check` does: the problems of the definitions that were asked for, printed for people or as JSON, once or at each change.

import type { FileContent } from '../language/bytes';
import type { CompiledFolder } from '../language/folder';
import { FolderCompiler } from '../language/folder';
import type { Dress } from '../language/print';
import { countOf, printProblems } from '../language/print';
import type { Problem } from '../language/problems';
import { hasErrors } from '../language/problems';
import { coloursOf, widthOf } from './colours';
import { textOf } from './definitions-folder';
import type { DefinitionsAt, DefinitionsPlace } from './definitions-option';
import { findPlaces, isAskedFor, readPlace, shownPath } from './definitions-option';
import type * as ScenariosModule from './scenarios';
import type { ExitCode, Terminal } from './terminal';
import { writeLine } from './terminal';
import { whenChanged } from './when-changed';

export interface CheckOptions {
  json?: boolean;
  watch?: boolean;
}

interface Checked {
  at: DefinitionsAt;
  /** With their files as the person would write them. */
  problems: Problem[];
}

/** Gives 1 when there is an error; warnings alone give 0. While it watches, 0 when it is ended. @throws WrongUse for a path that is not there */
export async function check(paths: string[], options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const places = await findPlaces(paths, terminal.cwd);
  const checkers = places.map((place) => new FolderChecker(place, terminal.cwd));
  const look = async (): Promise<Checked[]> => Promise.all(checkers.map((one) => one.check(todayOf(terminal))));
  if (!options.watch) return show(await look(), options, terminal);
  const again = async (): Promise<void> => {
    const checked = await look();
    if (!options.json) writeLine(terminal.stdout, headline(checked, terminal));
    show(checked, options, terminal);
  };
  await whenChanged(places.map(({ folder, alone }) => ({ folder, ...(alone !== undefined && { file: alone }) })), again, terminal.ended);
  return 0;
}

/** The day by which calendars are looked at. */
export const todayOf = ({ today }: Terminal): string => today ?? new Date().toISOString().slice(0, 10);

/** Checks one folder, again and again; what has not changed is not compiled again. */
export class FolderChecker {
  private readonly compiler = new FolderCompiler();

  constructor(
    private readonly place: DefinitionsPlace,
    private readonly cwd: string,
  ) {}

  async check(today: string): Promise<Checked> {
    const at = await readPlace(this.place);
    const problems = this.problemsOf(at, today).filter((problem) => isAskedFor(at, problem.file));
    return { at, problems: problems.map((problem) => ({ ...problem, file: shownPath(at, problem.file, this.cwd) })) };
  }

  /** All problems of a folder, its scenarios among them, with paths inside the folder. */
  problemsOf(at: DefinitionsAt, today: string): Problem[] {
    const compiled = this.compiler.compile(at.files, today);
    const problems = [...compiled.problems, ...scenarioProblems(compiled, at)];
    // What a file alone refers to in other files is not at hand, and not wrong for that.
    return at.alone === undefined ? problems : problems.filter(({ file, code }) => !(file.startsWith('agencies/') && code === 'unknown-name'));
  }
}

/** What is wrong with the scenarios that were asked for; the core that they are read with is loaded only where there are some. */
function scenarioProblems(compiled: CompiledFolder, at: DefinitionsAt): Problem[] {
  if (!compiled.scenarios.some(({ path }) => isAskedFor(at, path))) return [];
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is needed; import() is not for CommonJS sources
  const { readScenarios } = require('./scenarios') as typeof ScenariosModule;
  return readScenarios(compiled, (path) => isAskedFor(at, path)).problems;
}

function show(checked: readonly Checked[], { json, watch }: CheckOptions, terminal: Terminal): ExitCode {
  const problems = checked.flatMap((one) => one.problems);
  if (json) writeLine(terminal.stdout, JSON.stringify(problems, null, watch ? undefined : 2));
  else if (problems.length === 0) writeLine(terminal.stdout, summary(checked, terminal));
  else writeLine(terminal.stdout, printProblems(problems, shownWith(checked, terminal.cwd), { dress: dressFor(terminal), ...widthFor(terminal) }));
  return hasErrors(problems) ? 1 : 0;
}

const widthFor = (terminal: Terminal): { width?: number } => {
  const width = widthOf(terminal);
  return width === undefined ? {} : { width };
};

/** When, and in short how it stands: what a person looks for who saves a file again and again. */
function headline(checked: readonly Checked[], terminal: Terminal): string {
  const problems = checked.flatMap((one) => one.problems);
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  const time = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  const colours = coloursOf(terminal);
  return colours.bold(`\n── ${time} ── ${problems.length === 0 ? 'no problems' : countOf(problems)}`);
}

function summary(checked: readonly Checked[], terminal: Terminal): string {
  const colours = coloursOf(terminal);
  const files = checked.flatMap(({ at }) => Object.keys(at.files).filter((file) => isAskedFor(at, file)));
  return files.length === 0 ? colours.yellow('There is no YAML file here.') : `${colours.green('No problems')} in ${files.length} file${files.length === 1 ? '' : 's'}.`;
}

/** Gives the text of a file by the path that the person would write. */
export function shownWith(checked: readonly Pick<Checked, 'at'>[], cwd: string): (file: string) => string | undefined {
  const contents = new Map(checked.flatMap(({ at }) => Object.entries(at.files).map(([file, content]): [string, FileContent] => [shownPath(at, file, cwd), content])));
  return (file) => {
    const content = contents.get(file);
    return content === undefined ? undefined : textOf(content);
  };
}

function dressFor(terminal: Terminal): Dress {
  const { red, yellow, bold, green } = coloursOf(terminal);
  const dresses: Record<Parameters<Dress>[0], (text: string) => string> = { error: red, warning: yellow, place: bold, caret: red, fix: green };
  return (part, text) => dresses[part](text);
}
