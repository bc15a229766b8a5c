// The files of the repository, as the house rules look at them.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** The repository's folder. */
export const ROOT = resolve(__dirname, '..', '..');

const NOT_OURS = new Set(['node_modules', 'coverage', 'dist']);

/** Every file below `folder`, as paths from the repository's folder with `/`; dot-folders but `.ci` and what is built are left out. */
export function filesBelow(folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const skipped = NOT_OURS.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.ci');
      return skipped ? [] : filesBelow(path);
    }
    return entry.isFile() ? [relative(ROOT, path).split(sep).join('/')] : [];
  });
}

/** Those of them that are programs: TypeScript, JavaScript and SQL. */
export function sourceFiles(): string[] {
  return filesBelow().filter((path) => /\.(ts|cjs|mjs|sql)$/.test(path));
}

/** The text of a file given by its path from the repository's folder. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
