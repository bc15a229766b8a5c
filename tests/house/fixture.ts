// A small house in a temporary folder, with this house's rules, in which a test can plant a violation.

import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ROOT } from './tree';

/** The planted house: where it is, and how it is taken away. */
export interface Fixture {
  folder: string;
  remove(): void;
}

/**
 * Writes `files` (path → text) beside copies of the repository's own configuration files `rules`. Packages are those of the
 * repository.
 */
export function plantHouse(rules: string[], files: Record<string, string>): Fixture {
  const folder = mkdtempSync(join(tmpdir(), 'caseway-house-'));
  for (const rule of rules) copyFileSync(join(ROOT, rule), join(folder, rule));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a program of the installed packages in `folder` and gives what it printed, whatever its exit status. */
export function runInstalled(program: string, args: string[], folder: string): string {
  const run = spawnSync(join(ROOT, 'node_modules', '.bin', program), args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.error) throw run.error;
  if (run.stdout === '') throw new Error(`${program} printed nothing: ${run.stderr}`);
  return run.stdout;
}
