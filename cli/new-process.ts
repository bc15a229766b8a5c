// What `caseway new` does: writes a definitions folder that passes its check and its test, from a process that is shipped.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { hasErrors } from '../language/problems';
import { printProblems } from '../language/print';
import type { FolderFiles } from '../language/folder';
import { compileFolder } from '../language/folder';
import { readDefinitions } from './definitions-folder';
import type { NewOptions } from './new-choices';
import { choose } from './new-choices';
import { newFiles } from './new-files';
import type { ExitCode, Terminal } from './terminal';
import { WrongUse, writeLine } from './terminal';

const SHIPPED = join(__dirname, '..', 'definitions');
const DEFAULT_FOLDER = 'definitions';

/** Nothing that is there is changed. @throws WrongUse for choices that are none, for files that are there, and without a terminal to ask in */
export async function newProcess(folder: string | undefined, options: NewOptions, terminal: Terminal): Promise<ExitCode> {
  const { stdout, cwd } = terminal;
  const target = resolve(cwd, folder ?? DEFAULT_FOLDER);
  const shipped = await readShipped();
  const present = existsSync(target) ? await readDefinitions(target) : {};
  const compiled = compileFolder(withoutSchemas(shipped));
  const choices = await choose(options, compiled, compileFolder(present), terminal);
  if (!choices) return 1;
  const files = newFiles(choices, { files: shipped, compiled }, present);
  const there = Object.keys(files.own).filter((path) => existsSync(join(target, path)));
  if (there.length > 0) {
    throw new WrongUse(`There is already ${there.map((path) => relative(cwd, join(target, path))).join(', ')}: nothing was written.`, 'Give another --id or --agency, or another folder.');
  }
  assertRight({ ...files.shared, ...present, ...files.own });
  const wanted = { ...Object.fromEntries(Object.entries(files.shared).filter(([path]) => !existsSync(join(target, path)))), ...files.own };
  for (const [path, text] of Object.entries(wanted)) await write(join(target, path), text);
  const shown = relative(cwd, target) || '.';
  const where = shown === DEFAULT_FOLDER ? '' : ` --definitions ${shown}`;
  for (const path of Object.keys(files.own)) writeLine(stdout, `  ${join(shown, path)}`);
  writeLine(stdout, `\nNext: change what you like, and ask\n  $ caseway check ${shown}\n  $ caseway test ${shown}\n  $ caseway explain ${choices.id}${where}`);
  return 0;
}

const SCHEMAS = ['process', 'texts', 'calendar', 'agency', 'scenario'].map((name) => `${name}.schema.json`);

/** With the schemas, by which an editor completes and explains. */
async function readShipped(): Promise<FolderFiles> {
  const schemas = await Promise.all(SCHEMAS.map(async (name) => [name, await readFile(join(SHIPPED, name), 'utf8')] as const));
  return { ...(await readDefinitions(SHIPPED)), ...Object.fromEntries(schemas) };
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new WrongUse(`${path} cannot be written (${code}).`, 'Give a folder that you may write to.');
  }
}

const withoutSchemas = (files: FolderFiles): FolderFiles => Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith('.json')));

/** What is written has to be right before it is written: a mistake in it would be ours, or one that stood in the folder before. */
function assertRight(files: FolderFiles): void {
  const { problems } = compileFolder(withoutSchemas(files));
  if (hasErrors(problems)) throw new WrongUse(`${printProblems(problems.filter((one) => one.severity === 'error'))}`, 'The folder has mistakes: mend them first, or give another folder. Nothing was written.');
}
