// What `caseway diagram` does: draws a process as SVG, into a file or to where the output goes.

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { drawProcess } from '../drawing/diagram';
import { findProcess, notOneOf } from './process-argument';
import type { ExitCode, Terminal } from './terminal';
import { WrongUse, writeLine } from './terminal';

export interface DiagramOptions {
  output?: string;
  language?: string;
  definitions?: string;
}

/** @throws WrongUse for a process or language that is not there, and a file that cannot be written */
export async function diagramProcess(named: string, options: DiagramOptions, terminal: Terminal): Promise<ExitCode> {
  const { compiled } = await findProcess(named, options.definitions, terminal);
  const language = options.language ?? compiled.process.language;
  const languages = Object.keys(compiled.texts);
  if (!languages.includes(language)) throw notOneOf('language with texts for this process:', language, languages);
  const svg = drawProcess(compiled.process, compiled.texts, language);
  if (options.output === undefined) {
    terminal.stdout.write(svg);
    return 0;
  }
  try {
    await writeFile(resolve(terminal.cwd, options.output), svg);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new WrongUse(`${options.output} cannot be written (${code}).`, 'Give a path in a folder that is there and that you may write to.');
  }
  writeLine(terminal.stdout, `${options.output} written.`);
  return 0;
}
