// From the YAML of a process to the rules that cases run by: every mistake in one list, or a frozen process with its hash.

import { deepFreeze, hashOf } from '../process/hash';
import { tasksOf } from '../process/parts';
import type { Process, SourceMap, Texts } from '../process/process';
import type { FileContent } from './bytes';
import { compileAlerts } from './compile/alerts';
import { compileClocks } from './compile/clocks';
import { compileClosure } from './compile/closure';
import { checkDerived } from './compile/derived';
import { checkDuties } from './compile/duties';
import { checkRoleCircles, compileClient, compileFields, compileRoles, fieldTypes, findOwner } from './compile/fields';
import { compileEvents } from './compile/events';
import { clocksOfLists, compileLists, reviewsOfLists } from './compile/lists';
import { compileReviews } from './compile/reviews';
import { compileStages, compileWays } from './compile/stages';
import { compileCaseTasks } from './compile/tasks';
import { checkAfterCircles, checkDueCircles } from './compile/waiting';
import { Desk } from './desk';
import { collectNames } from './names';
import { placeAt, rangeAt } from './paths';
import type { Problem } from './problems';
import { hasErrors, inOrder } from './problems';
import { openFile } from './open-file';
import { Report } from './report';
import { lint } from './rules';
import { SCHEMAS } from './schema';
import { checkShape } from './shape';
import { nameOfTexts, readTexts, warnOfMissing } from './texts';
import type { Place } from './tree';
import { parseYaml } from './yaml';

export interface ProcessFile {
  /** Path inside the definitions folder, as problems name it. */
  path: string;
  text: FileContent;
}

export interface ProcessInput extends ProcessFile {
  /** Its texts in further languages. */
  texts?: ProcessFile[];
}

export interface CompiledProcess {
  /** In the order of the files; none is an error when there is a process. */
  problems: Problem[];
  /** Frozen; there is none as long as one problem is an error. */
  process?: Process;
  hash?: string;
  /** By language, the process's own among them. */
  texts: Record<string, Texts>;
  sourceMap: SourceMap;
  /** In the process's own language. */
  title?: string;
}

/** Compiles a process. Never throws for anything that may stand in a file. */
export const compileProcess = (input: ProcessInput): CompiledProcess => withTranslations(compileAlone(input), input.texts ?? []);

/** A process without its texts in further languages. */
export interface CompiledAlone extends CompiledProcess {
  /** Its file; nothing where it cannot be read at all. */
  report?: Report;
  /** The texts that it has, each with its place. */
  own: ReadonlyMap<string, Place>;
}

/** Compiles the file of a process by itself. Never throws for anything that may stand in it. */
export function compileAlone(file: ProcessFile): CompiledAlone {
  const report = openFile(file.path, file.text);
  const nothing = { texts: {}, sourceMap: {}, own: new Map<string, Place>() };
  if ('problem' in report) return { ...nothing, problems: [report.problem] };
  const root = parseYaml(report);
  if (!root) return { ...nothing, problems: inOrder(report.problems) };
  const own = new Map<string, Place>();
  checkShape(root, SCHEMAS.process, report, (place, schema, parent) => {
    if (schema['x-form'] === 'text' && place.text !== undefined) own.set(place.path, place);
    warnOfBraces(place, schema['x-form'], parent, report);
  });
  checkMostTasks(root, report);
  // What is far too large is not looked at further: some of what follows takes the square of it.
  if (report.problems.some((problem) => problem.code === 'too-many')) return { ...nothing, problems: inOrder(report.problems) };
  const sourceMap = mapSource(root, report);
  const draft = compileDraft(root, report);
  const texts = deepFreeze({ [draft.language]: textsOf(own) });
  lint({ process: draft, isDraft: report.hasErrors, texts: texts[draft.language] ?? {} }, report, (path) => rangeAt(root, path));
  const title = own.get('title')?.text;
  const result = { problems: inOrder(report.problems), texts, sourceMap, report, own, ...(title !== undefined && { title }) };
  if (report.hasErrors) return result;
  const process = deepFreeze(draft);
  return { ...result, process, hash: hashOf(process) };
}

/** The process with the texts of further languages; a mistake in one of them keeps it from being used. */
export function withTranslations({ report, own, ...alone }: CompiledAlone, files: readonly ProcessFile[]): CompiledProcess {
  if (!report) return alone;
  const missing = new Report(report.source, report.broken);
  const texts = { ...alone.texts };
  const problems = [...compileTranslations(files, own, texts, missing), ...missing.problems, ...alone.problems];
  const { process, hash, ...rest } = { ...alone, problems: inOrder(problems), texts: deepFreeze(texts) };
  const isFine = process !== undefined && hash !== undefined && !hasErrors(problems);
  return { ...rest, ...(isFine && { process, hash }) };
}

/** The process as far as it can be told; complete when nothing was reported. */
function compileDraft(root: Place, report: Report): Process {
  const names = collectNames(root, report);
  const roles = compileRoles(root, names);
  const desk = new Desk(report, names, fieldTypes(root), findOwner(root, report));
  checkRoleCircles(root, roles, report);
  const draft: Process = {
    format: 1,
    id: root.at('process')?.text ?? '',
    language: root.at('language')?.text ?? '',
    client: compileClient(root, desk),
    roles,
    people: names.all('person'),
    fields: compileFields(root.at('fields'), desk),
    stages: compileStages(root, desk),
    reviews: [...compileReviews(root, desk), ...reviewsOfLists(root, desk)],
    alerts: compileAlerts(root, desk),
    clocks: [...compileClocks(root, desk), ...clocksOfLists(root, desk)],
    atAnyTime: compileWays(root.at('at_any_time'), desk),
    ...compileLists(root, desk),
    ...compileEvents(root, desk),
    ...compileCaseTasks(root, desk),
    closure: compileClosure(root, desk),
  };
  checkAfterCircles(tasksOf(draft), new Map(placesOfTasks(root)), desk);
  checkDueCircles(draft, (path) => rangeAt(root, path), desk);
  checkDuties(draft, (path) => placeAt(root, path), report);
  checkDerived(draft, (path) => rangeAt(root, path), report);
  return draft;
}

function placesOfTasks(root: Place): [string, Place][] {
  const lists = root.at('lists')?.entries() ?? [];
  const groups = [root, ...lists.map(([, list]) => list)].flatMap((place) => [...(place.at('stages')?.entries() ?? []), ...(place.at('alerts')?.entries() ?? [])]);
  return [...groups.map(([, place]) => place), ...lists.map(([, list]) => list), root].flatMap((place) => place.at('tasks')?.entries() ?? []);
}

/** So many tasks a process may have in all. */
const MAX_TASKS = 500;

function checkMostTasks(root: Place, report: Report): void {
  const tasks = placesOfTasks(root);
  const [, over] = tasks[MAX_TASKS] ?? [];
  if (over) report.add('too-many', over.head, `The process has ${tasks.length} tasks; at most ${MAX_TASKS} are allowed.`, 'Split the process.');
}

/** Texts and conditions belong in lines of their own: inside braces their commas would split them. */
function warnOfBraces(place: Place, form: string | undefined, around: Place | undefined, report: Report): void {
  if ((form !== 'text' && form !== 'condition') || place.node.kind !== 'scalar' || place.node.style !== 'plain') return;
  if (around?.node.kind !== 'map' || !around.node.flow) return;
  report.add('text-in-braces', place.range, `A ${form} stands inside { }, where a comma would end it.`, 'Write it in lines of their own instead of braces, or put it in quotes.');
}

function mapSource(root: Place, report: Report): SourceMap {
  const map: SourceMap = {};
  const visit = (place: Place): void => {
    if (place.path !== '') map[place.path] = report.source.position(place.head.start);
    for (const [, inner] of place.entries()) visit(inner);
    for (const inner of place.items()) visit(inner);
  };
  visit(root);
  return map;
}

const textsOf = (own: ReadonlyMap<string, Place>): Texts => Object.fromEntries([...own].map(([path, place]) => [path, place.text ?? '']));

/** Adds the texts of each further language and gives the problems of their files. */
function compileTranslations(files: readonly ProcessFile[], own: ReadonlyMap<string, Place>, texts: Record<string, Texts>, report: Report): Problem[] {
  const problems: Problem[] = [];
  for (const file of files) {
    const opened = openFile(file.path, file.text);
    if ('problem' in opened) {
      problems.push(opened.problem);
      continue;
    }
    const language = nameOfTexts(file.path)?.language;
    const root = parseYaml(opened);
    if (root) {
      const read = readTexts(root, own, opened);
      if (language !== undefined && Object.hasOwn(texts, language)) {
        opened.add('bad-language', root.entries()[0]?.[1].head ?? root.range, `The texts in ${language} stand in the process file itself.`, 'Delete this file, or give it the name of another language.');
      } else if (language !== undefined) {
        texts[language] = read;
        if (!opened.broken) warnOfMissing(own, { language, texts: read }, file.path, report);
      }
    }
    // Of a process that is broken it is not known which texts it has.
    problems.push(...opened.problems.filter(({ code }) => code !== 'unknown-path' || !report.broken));
  }
  return problems;
}
