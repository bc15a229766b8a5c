// Reads the files of a definitions folder from the disk, as they are; what they mean is the language's business.

import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { FileContent } from '../language/bytes';
import { MAX_FILE_BYTES } from '../language/bytes';
import type { FolderFiles } from '../language/folder';

/** No definitions folder has more; a wrong path given by mistake is not read to its end. */
const FILES_LIMIT = 5_000;

const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);

/** All YAML files below a folder by their path inside it. Rejects as the file system does when the folder cannot be read. */
export async function readDefinitions(folder: string): Promise<FolderFiles> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => isYaml(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
  const files: FolderFiles = {};
  for (const path of paths.slice(0, FILES_LIMIT)) files[relative(folder, path).split(sep).join('/')] = await readDefinition(path);
  const [over] = paths.slice(FILES_LIMIT);
  if (over !== undefined) files[relative(folder, over).split(sep).join('/')] = { why: `the folder has more than ${FILES_LIMIT.toLocaleString('en')} files, and this one and those after it are not read` };
  return files;
}

/** One file. What is too large is not read at all, and what cannot be opened says why. */
export async function readDefinition(path: string): Promise<FileContent> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { why: 'it is a folder' };
    if (!found.isFile()) return { why: 'it is no ordinary file' };
    if (found.size > MAX_FILE_BYTES) return { bytes: found.size };
    return await readFile(path);
  } catch (error) {
    return { why: WHYS[(error as NodeJS.ErrnoException).code ?? ''] ?? `${basename(path)}: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}` };
  }
}

/** What stands in a file, as text; nothing of what was not read. */
export function textOf(content: FileContent | undefined): string {
  if (typeof content === 'string') return content;
  return content instanceof Uint8Array ? Buffer.from(content).toString('utf8') : '';
}

const WHYS: Record<string, string> = {
  ENOENT: 'it is a link that leads nowhere', ELOOP: 'it is a link that leads round in a circle', EACCES: 'it may not be read', EPERM: 'it may not be read', EISDIR: 'it is a folder',
};
