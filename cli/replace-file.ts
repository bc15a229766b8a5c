// Replaces a file as a whole: whoever reads it sees the old text or the new one, and a crash leaves one of the two.

import { realpath, stat } from 'node:fs/promises';
import { writeDurably } from '../engine/durable-file';

/** Writes a text in the place of a file that is there. A link stays a link, and the file keeps its permissions. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const real = await realpath(path);
  await writeDurably(real, text, (await stat(real)).mode & 0o7777);
}
