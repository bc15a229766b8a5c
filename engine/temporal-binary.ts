// Where a `temporal` program of the one version comes from: the PATH, the cache, the SDK's download, or a build with Go.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EngineError } from './engine-error';
import { findOnPath, isExecutable } from './program-path';
import { buildTemporal, findGo, GO_VERSION } from './temporal-build';
import { downloadTemporal } from './temporal-download';

const run = promisify(execFile);

/** The Temporal CLI whose server Caseway is tested with; engine/go.mod pins the same. */
export const TEMPORAL_VERSION = '1.9.1';

export interface FindTemporalOptions {
  /** XDG_CACHE_HOME, or ~/.cache. The program is kept in caseway/ under it. */
  cacheDir: string;
  /** The PATH, searched for `temporal` and `go`. */
  path: string;
  /** A line to show to whoever waits. */
  onProgress: (line: string) => void;
  /** Whether the SDK's download may be tried. @default true */
  download?: boolean | undefined;
  /** Whether it may be built with Go. @default true */
  goBuild?: boolean | undefined;
}

/**
 * Finds a `temporal` of the right version, or gets one.
 *
 * @returns the path of the program.
 * @throws EngineError `temporal-not-found` (with every way to get one), `temporal-build-failed`.
 */
export async function findTemporal(options: FindTemporalOptions): Promise<string> {
  const { cacheDir, path, onProgress, download = true, goBuild = true } = options;
  const onPath = await findOnPath('temporal', path);
  const versionOnPath = onPath === undefined ? undefined : await versionOf(onPath);
  if (onPath !== undefined && versionOnPath === TEMPORAL_VERSION) return onPath;

  const cached = join(cacheDir, 'caseway', `temporal-${TEMPORAL_VERSION}`, 'temporal');
  const isThere = () => isExecutable(cached);
  if (await isThere()) return cached;

  if (download) {
    onProgress(`Temporal ${TEMPORAL_VERSION}: asking for the download`);
    if (await downloadTemporal(TEMPORAL_VERSION, cached, onProgress)) return cached;
    onProgress(`Temporal ${TEMPORAL_VERSION}: no download`);
  }
  const go = goBuild ? await findGo(path) : { missing: 'building with Go is switched off' };
  if ('missing' in go) throw notFound(cached, versionOnPath, go.missing);
  await buildTemporal(TEMPORAL_VERSION, cached, go.program, isThere, onProgress);
  return cached;
}

/** "1.9.1" of `temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`; undefined when the program does not say. */
async function versionOf(program: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 20_000 });
    return /version v?(\S+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

function notFound(cached: string, versionOnPath: string | undefined, go: string): EngineError {
  const onPath = versionOnPath === undefined ? 'none on the PATH' : `version ${versionOnPath} on the PATH`;
  return new EngineError(
    'temporal-not-found',
    `No Temporal program of version ${TEMPORAL_VERSION}: ${onPath}, none in the cache, no download, ${go}.`,
    [
      'Do one of these and start again:',
      `- install the Temporal CLI ${TEMPORAL_VERSION} and have it on the PATH;`,
      `- copy one to ${cached};`,
      '- let this computer reach https://temporal.download;',
      `- install Go ${GO_VERSION} or newer, which builds it once in 3 to 8 minutes;`,
      '- set TEMPORAL_ADDRESS to a Temporal service that runs already.',
    ].join('\n'),
  );
}
