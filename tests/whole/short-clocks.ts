// The shipped definitions with clocks of seconds and no quiet hours, for tests in which time really passes.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEFINITIONS } from '../definitions';

const FILES = ['agencies/amman_child_protection.yaml', 'calendars/jordan.yaml', 'texts/child_protection.en.yaml', 'processes/child_protection.yaml'];

/**
 * Writes a definitions folder and gives its path. `replaced` are texts of the process file with what stands there instead.
 *
 * @throws Error when one of them is not there exactly once: the shipped process has changed.
 */
export async function writeShortClocks(folder: string, replaced: readonly (readonly [string, string])[]): Promise<string> {
  for (const name of FILES) {
    let text = await readFile(join(DEFINITIONS, name), 'utf8');
    if (name.startsWith('agencies/')) text = text.replace(/\nquiet_hours:[\s\S]*$/, '\n');
    if (name.startsWith('processes/')) for (const [from, to] of replaced) text = replaceOnce(text, from, to);
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

function replaceOnce(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`The shipped process has this not exactly once: ${from}`);
  return text.replace(from, to);
}
