// The workflows' code as the worker's isolate runs it: bundled once for a state of the sources, then taken from the cache.

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { FAILURE_CONVERTER_PATH } from '../codec/data-converter';

const ROOT = dirname(__dirname);
/** The rooms whose files can be in the bundle. */
const ROOMS = ['workflows', 'case', 'process'];
/**
 * Files that are loaded once for all cases of a worker, where the others are loaded for each: the core, which is most of the code
 * and holds nothing of a case, and the place where cases share their rules. 2,000 cases take half the memory.
 */
const SHARED = ['workflows/memory.ts', 'case/advance.ts', 'case/project.ts'].map((file) => join(ROOT, file));
/** Bundles kept in the cache, at 2 MB each. */
const KEPT = 12;
/** Grows when this file bundles otherwise. */
const FORMAT = 2;

export interface BundleOptions {
  /** File that exports the workflows. @default workflows/index.ts */
  entry?: string;
  /** Where bundles are kept. @default node_modules/.cache/caseway */
  cacheDir?: string;
}

/** Gives the path of the bundle; builds it when the sources have changed since, which takes about two seconds. */
export async function buildWorkflowBundle(options: BundleOptions = {}): Promise<{ codePath: string }> {
  const entry = options.entry ?? join(ROOT, 'workflows', 'index.ts');
  const cacheDir = options.cacheDir ?? join(ROOT, 'node_modules', '.cache', 'caseway');
  for (;;) {
    const hash = await hashSources(entry);
    const codePath = join(cacheDir, `cases-${hash}.js`);
    if (await exists(codePath)) return { codePath };
    const { code } = await bundleWorkflowCode({ workflowsPath: entry, failureConverterPath: FAILURE_CONVERTER_PATH, preloadModules: SHARED, logger: SILENT });
    // Sources that changed meanwhile would be kept under the wrong name.
    if ((await hashSources(entry)) === hash) return keep(codePath, code);
  }
}

/** Made whole or not at all: another worker may be starting at the same moment. */
async function keep(codePath: string, code: string): Promise<{ codePath: string }> {
  await mkdir(dirname(codePath), { recursive: true });
  const candidate = `${codePath}.${process.pid}`;
  await writeFile(candidate, code);
  await rename(candidate, codePath);
  await removeOldest(dirname(codePath));
  return { codePath };
}

/** A worker reads its bundle once, when it starts; of those of older sources a few are kept. */
async function removeOldest(cacheDir: string): Promise<void> {
  const files = (await readdir(cacheDir)).filter((file) => file.startsWith('cases-')).map((file) => join(cacheDir, file));
  const dated = await Promise.all(files.map(async (file) => ({ file, ms: (await stat(file).catch(() => null))?.mtimeMs ?? 0 })));
  const old = dated.sort((a, b) => b.ms - a.ms).slice(KEPT);
  await Promise.all(old.map(({ file }) => rm(file, { force: true })));
}

/** Everything that the bundle's content depends on: our sources, what lies beside the entry, and the packages' versions by the lock file. */
async function hashSources(entry: string): Promise<string> {
  const hash = createHash('sha256').update(`${FORMAT}\n${process.version}\n${entry.slice(ROOT.length)}\n`);
  const folders = [dirname(entry), ...ROOMS.map((room) => join(ROOT, room))];
  const files = (await Promise.all(folders.map(filesBelow))).flat();
  for (const file of [...new Set([join(ROOT, 'package-lock.json'), FAILURE_CONVERTER_PATH, ...files])].sort()) {
    hash.update(`${file.slice(ROOT.length)}\0`).update(await readFile(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => join(entry.parentPath, entry.name));
}

const exists = (file: string): Promise<boolean> => readFile(file).then(() => true, () => false);

const quiet = () => undefined;
/** A failure to bundle is thrown; the rest of what the bundler says is of no use to an operator. */
const SILENT = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
