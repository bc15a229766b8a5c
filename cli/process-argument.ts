// The process that a command is about: named by its id in a definitions folder, or by the path of its file.

import { sep } from 'node:path';
import type { CompiledFolder } from '../language/folder';
import { compileFolder } from '../language/folder';
import { printProblems } from '../language/print';
import type { CompiledProcess } from '../language/compile';
import type { Process } from '../process/process';
import { nearest } from '../language/suggest';
import type { DefinitionsAt } from './definitions-option';
import { findDefinitions, shownPath } from './definitions-option';
import type { Terminal } from './terminal';
import { WrongUse } from './terminal';

export interface NamedProcess {
  at: DefinitionsAt;
  folder: CompiledFolder;
  id: string;
  compiled: CompiledProcess & { process: Process };
  /** Of its file, as the person would write it. */
  path: string;
}

/**
 * Finds and compiles it.
 *
 * @param named `child_protection`, looked for in `definitions`, or a path such as `my/processes/child_protection.yaml`
 * @throws WrongUse when it is not there, with what was probably meant, or has mistakes, which are then listed
 */
export async function findProcess(named: string, definitions: string | undefined, { cwd }: Terminal): Promise<NamedProcess> {
  const isPath = named.includes('/') || named.includes(sep) || /\.ya?ml$/.test(named);
  const [at] = await findDefinitions(isPath ? [named] : definitions === undefined ? [] : [definitions], cwd);
  const { files, only } = at as DefinitionsAt;
  const folder = compileFolder(files);
  const id = isPath ? (/^processes\/([^/]+)\.yaml$/.exec(only[0] ?? '')?.[1] ?? named) : named;
  const compiled = folder.processes[id];
  if (!compiled) throw noProcess(id, Object.keys(folder.processes));
  const { process } = compiled;
  if (!process) throw new WrongUse(printProblems(compiled.problems.map((one) => ({ ...one, file: shownPath(at as DefinitionsAt, one.file, cwd) }))), 'Mend the process first: see `caseway check`.');
  return { at: at as DefinitionsAt, folder, id, compiled: { ...compiled, process }, path: shownPath(at as DefinitionsAt, `processes/${id}.yaml`, cwd) };
}

/** For a name that is none of those there are. */
export function notOneOf(what: string, name: string, known: readonly string[]): WrongUse {
  // Of names as short as those of languages, every other one would be near.
  const meant = name.length > 3 ? nearest(name, known) : undefined;
  const all = known.length > 12 ? `${known.slice(0, 12).join(', ')}, …` : known.join(', ');
  return new WrongUse(`There is no ${what} ${name}.`, meant === undefined ? `There ${known.length === 1 ? 'is' : 'are'}: ${all || 'none'}.` : `Did you mean ${meant}?`);
}

const noProcess = (id: string, known: string[]): WrongUse => notOneOf('process', id, known);
