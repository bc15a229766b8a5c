// Writing a file so that after any crash it is there whole, or not there.
import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes or replaces a file. When this resolves, a power cut can no longer take it away.
 *
 * @param mode its permissions @default only its owner can read it
 */
export async function writeDurably(file: string, content: string | Buffer, mode = 0o600): Promise<void> {
  const unfinished = `${file}.unfinished-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      if (mode !== 0o600) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Makes the names in a folder durable: a file's own sync does not cover its name. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
