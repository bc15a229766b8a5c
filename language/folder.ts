// All of a definitions folder at once: which file is what, and what the files owe each other. Reading the disk is not its business.

import type { Agency } from '../process/agency';
import type { LocalDate } from '../process/time';
import type { FileContent } from './bytes';
import type { CompiledAgency } from './agency';
import { compileAgency } from './agency';
import type { CompiledCalendar } from './calendar';
import { compileCalendar } from './calendar';
import type { CompiledProcess, ProcessFile } from './compile';
import { compileAlone, withTranslations } from './compile';
import { openFile } from './open-file';
import type { Problem, ProblemCode } from './problems';
import { inOrder } from './problems';
import { fixFor, nearest } from './suggest';
import { nameOfTexts } from './texts';

/** Files by their path inside the folder, with `/` between its parts. */
export type FolderFiles = Record<string, FileContent>;

export interface ScenarioFile {
  path: string;
  /** Id of the process it plays, by the folder it stands in. */
  process: string;
  text: FileContent;
}

export interface CompiledFolder {
  problems: Problem[];
  /** By id, which is the name of the file. */
  processes: Record<string, CompiledProcess>;
  calendars: Record<string, CompiledCalendar>;
  agencies: Record<string, CompiledAgency>;
  /** As they stand; the scenario runner reads them. */
  scenarios: ScenarioFile[];
}

type Kind = 'processes' | 'texts' | 'calendars' | 'agencies' | 'scenarios';

const KINDS: Record<Kind, RegExp> = {
  processes: /^processes\/([^/]+)\.yaml$/,
  texts: /^texts\/([^/]+)\.yaml$/,
  calendars: /^calendars\/([^/]+)\.yaml$/,
  agencies: /^agencies\/([^/]+)\.yaml$/,
  scenarios: /^scenarios\/([^/]+)\/.+\.yaml$/,
};

/** Compiles everything in a folder. Never throws for anything that may stand in it. With `today` what turns on the date is looked at too. */
export const compileFolder = (files: FolderFiles, today?: LocalDate): CompiledFolder => new FolderCompiler().compile(files, today);

/** Compiles a folder again and again, each file only when it or what it is compiled with has changed. */
export class FolderCompiler {
  private last = new Map<string, { from: readonly FileContent[]; compiled: unknown }>();
  private now = new Map<string, { from: readonly FileContent[]; compiled: unknown }>();

  compile(files: FolderFiles, today?: LocalDate): CompiledFolder {
    [this.last, this.now] = [this.now, new Map()];
    const { found, problems: strays } = sortFiles(files);
    const processes = compileEach(found.processes, (id, file) => {
      const texts = textsFor(id, found.texts);
      return this.kept(file.path, [file.text, ...texts.flatMap((one) => [one.path, one.text])], () => withTranslations(this.kept(`${file.path} alone`, [file.text], () => compileAlone(file)), texts));
    });
    const calendars = compileEach(found.calendars, (_, file) => this.kept(file.path, [file.text, today ?? ''], () => compileCalendar(file.path, file.text, today)));
    const roles = Object.fromEntries(Object.entries(processes).flatMap(([id, { process }]) => (process ? [[id, Object.keys(process.roles)]] : [])));
    const owners = Object.fromEntries(Object.entries(processes).flatMap(([id, { process }]) => (process ? [[id, Object.keys(process.roles).find((role) => process.roles[role]?.ownsCase) ?? '']] : [])));
    const context = { calendars, processes: Object.keys(processes), roles, owners };
    const around = JSON.stringify([Object.entries(calendars).map(([id, { hash }]) => [id, hash]), context.processes, roles, owners]);
    const agencies = compileEach(found.agencies, (_, file) => this.kept(file.path, [file.text, around], () => compileAgency(file.path, file.text, context)));
    const problems = [
      ...strays,
      ...[processes, calendars, agencies].flatMap((group) => Object.values(group).flatMap((one) => one.problems)),
      ...namesThatDiffer(found.processes, (id) => processes[id]?.process?.id),
      ...namesThatDiffer(found.calendars, (id) => calendars[id]?.calendar?.id),
      ...namesThatDiffer(found.agencies, (id) => agencies[id]?.agency?.id),
      ...strayTexts(found.texts, context.processes),
      ...missingLanguages(agencies, processes, found.agencies),
    ];
    const scenarios = found.scenarios.map(({ id, ...file }) => ({ ...file, process: id }));
    return { problems: inOrder(problems), processes, calendars, agencies, scenarios };
  }

  /** What came of the same contents the last time, or what comes of them now. */
  private kept<T>(path: string, from: readonly FileContent[], compile: () => T): T {
    const last = this.last.get(path);
    const isSame = last?.from.length === from.length && last.from.every((content, index) => isSameContent(content, from[index]));
    const compiled = isSame ? (last.compiled as T) : compile();
    this.now.set(path, { from, compiled });
    return compiled;
  }
}

function isSameContent(a: FileContent, b: FileContent | undefined): boolean {
  if (a === b) return true;
  return a instanceof Uint8Array && b instanceof Uint8Array && a.length === b.length && a.every((byte, index) => byte === b[index]);
}

type Found = ProcessFile & { id: string };

function sortFiles(files: FolderFiles): { found: Record<Kind, Found[]>; problems: Problem[] } {
  const found: Record<Kind, Found[]> = { processes: [], texts: [], calendars: [], agencies: [], scenarios: [] };
  const problems: Problem[] = [];
  for (const path of Object.keys(files).sort()) {
    if (!/\.ya?ml$/i.test(path)) continue;
    const kind = (Object.keys(KINDS) as Kind[]).find((one) => KINDS[one].test(path));
    const text = files[path] ?? '';
    if (kind) found[kind].push({ id: KINDS[kind].exec(path)?.[1] ?? '', path, text });
    else problems.push(problemAt(path, 'unknown-file', 'This file stands in no folder that is read, so it does nothing.', 'Put it into processes/, texts/, calendars/, agencies/ or scenarios/<process>/, with the ending .yaml.'));
  }
  return { found, problems };
}

function compileEach<T>(files: Found[], compile: (id: string, file: ProcessFile) => T): Record<string, T> {
  return Object.fromEntries(files.map(({ id, path, text }) => [id, compile(id, { path, text })]));
}

const textsFor = (process: string, texts: Found[]): ProcessFile[] =>
  texts.filter(({ path }) => nameOfTexts(path)?.process === process).map(({ path, text }) => ({ path, text }));

/** A problem of a file as a whole, at its first character or at the first place of a word in it. */
function problemAt(path: string, code: ProblemCode, message: string, fix: string, suggestion?: string, text: FileContent = '', word?: RegExp): Problem {
  const report = openFile(path, text);
  if ('problem' in report) return report.problem;
  const found = word?.exec(report.source.text);
  const start = found ? found.index + found[0].lastIndexOf(found[1] ?? '') : 0;
  report.add(code, { start, end: start + (found?.[1]?.length ?? 0) }, message, fix, suggestion);
  return report.problems.at(-1) as Problem;
}

/** A definition is found by the name of its file, so the id inside must be the same. */
function namesThatDiffer(files: Found[], idOf: (name: string) => string | undefined): Problem[] {
  return files.flatMap(({ id: name, path, text }) => {
    const id = idOf(name);
    if (id === undefined || id === name) return [];
    return [problemAt(path, 'name-differs', `The file is called \`${name}\`, but what it defines is called \`${id}\`.`, `Call the file \`${id}.yaml\`, or write \`${name}\` here.`, name, text, /^(?:process|calendar|agency):\s*["']?([a-z0-9_]+)/m)];
  });
}

function strayTexts(texts: Found[], processes: string[]): Problem[] {
  return texts.flatMap(({ path, id }) => {
    const name = nameOfTexts(path);
    if (!name) return [problemAt(path, 'unknown-file', 'The name of a file of texts says the process and the language.', 'Call it `<process>.<language>.yaml`, as `child_protection.en.yaml`.')];
    if (processes.includes(name.process)) return [];
    const suggestion = nearest(name.process, processes);
    return [problemAt(path, 'unknown-file', `There is no process \`${name.process}\` to which \`${id}\` would belong.`, fixFor(suggestion, processes, 'process'), suggestion)];
  });
}

/** An agency whose readers would find no text of a process in their language. */
function missingLanguages(agencies: Record<string, CompiledAgency>, processes: Record<string, CompiledProcess>, files: Found[]): Problem[] {
  const missing = (agency: Agency): [string, string][] =>
    agency.processes.flatMap((process) => {
      const texts = processes[process]?.texts;
      return texts ? agency.languages.filter((language) => !Object.hasOwn(texts, language)).map((language): [string, string] => [process, language]) : [];
    });
  return files.flatMap(({ id, path, text }) => {
    const agency = agencies[id]?.agency;
    return agency
      ? missing(agency).map(([process, language]) =>
          problemAt(path, 'missing-translation', `The process \`${process}\` has no texts in ${language}, a language of this agency.`, `Write texts/${process}.${language}.yaml.`, undefined, text, /^(languages):/m))
      : [];
  });
}
