// Reads the files of a definitions folder from the disk, as they are; what they mean is the language's business.

import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FolderFiles } from '../language/folder';

/** No definitions folder has more; a wrong path given by mistake is not read to its end. */
const FILES_LIMIT = 5_000;

/** All YAML files below a folder by their path inside it. Rejects as the file system does when the folder cannot be read. */
export async function readDefinitions(folder: string): Promise<FolderFiles> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
  const files: FolderFiles = {};
  for (const path of paths.slice(0, FILES_LIMIT)) files[relative(folder, path).split(sep).join('/')] = await readFile(path);
  return files;
}
