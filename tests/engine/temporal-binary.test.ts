// The Temporal program: found, downloaded or built, or the ways to get one said.

import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTestFolder } from '../../engine/for-tests';
import { findTemporal, TEMPORAL_VERSION } from '../../engine/temporal-binary';
import { isAtLeast } from '../../engine/temporal-build';
import { downloadTemporal } from '../../engine/temporal-download';
import { identifyProcess } from '../../engine/process-identity';

let folder: string;
let cacheDir: string;
let path: string;
let cached: string;
beforeEach(async () => {
  folder = await makeTestFolder();
  cacheDir = join(folder, 'cache');
  path = join(folder, 'bin');
  cached = join(cacheDir, 'caseway', `temporal-${TEMPORAL_VERSION}`, 'temporal');
  await mkdir(path);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function putProgram(file: string, script: string): Promise<string> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** A Go that notes each build and writes a program after a while. */
async function putGo(version: string, build = 'sleep 0.3; echo "#!/bin/sh" > "$unfinished"; chmod +x "$unfinished"'): Promise<string> {
  const builds = join(folder, 'builds');
  await putProgram(
    join(path, 'go'),
    `case "$1" in
      env) echo go${version} ;;
      build) echo "$@" >> ${builds}
        while [ "$1" != -o ]; do shift; done
        unfinished=$2
        ${build} ;;
    esac`,
  );
  return builds;
}

async function find(change: Partial<Parameters<typeof findTemporal>[0]> = {}): Promise<string> {
  return findTemporal({ cacheDir, path, onProgress: () => undefined, download: false, ...change });
}

test('the program on the PATH is taken when it is of the right version', async () => {
  const program = await putProgram(join(path, 'temporal'), `echo "temporal version ${TEMPORAL_VERSION} (Server 1.32.0, UI 2.54.1)"`);
  expect(await find()).toBe(program);
});

test.each(['echo "temporal version 1.8.0 (Server 1.30.0)"', 'exit 1', `echo "temporal version ${TEMPORAL_VERSION}0"`])(
  'a program on the PATH that answers with `%s` is left for the one in the cache',
  async (script) => {
    await putProgram(join(path, 'temporal'), script);
    await putProgram(cached, '');
    expect(await find()).toBe(cached);
  },
);

test('without any, it is built with Go into the cache, once, and nothing unfinished stays', async () => {
  const builds = await putGo('1.27.0');
  await mkdir(join(cached, '..'), { recursive: true });
  await writeFile(join(cached, '..', 'unfinished-1'), 'of a build that was killed');
  const lines: string[] = [];
  expect(await find({ onProgress: (line) => lines.push(line) })).toBe(cached);
  expect(await find()).toBe(cached);
  expect((await readFile(builds, 'utf8')).trim().split('\n')).toHaveLength(1);
  expect(await readFile(builds, 'utf8')).toContain(`Version=${TEMPORAL_VERSION}`);
  expect(await readdir(join(cached, '..'))).toEqual(['temporal']);
  expect(lines[0]).toMatch(/building with Go, once/);
});

test('of two starts at once one builds and the other takes what it built', async () => {
  const builds = await putGo('1.26.8');
  expect(await Promise.all([find(), find()])).toEqual([cached, cached]);
  expect((await readFile(builds, 'utf8')).trim().split('\n')).toHaveLength(1);
});

test('a build that fails is one clear error with what the compiler said last, and leaves no program', async () => {
  await putGo('1.26.8', 'echo "no space left on device" >&2; echo half > "$unfinished"; exit 1');
  await expect(find()).rejects.toMatchObject({
    code: 'temporal-build-failed',
    message: 'The Temporal program could not be built with Go: no space left on device',
  });
  expect(await readdir(join(cached, '..'))).toEqual([]);
});

test.each([
  ['nothing', 'no Go on the PATH'],
  ['1.26.7', 'Go 1.26.7 on the PATH is too old'],
])('with %s as Go, the error lists every way to get the program', async (version, said) => {
  if (version !== 'nothing') await putGo(version);
  const error = await find().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'temporal-not-found', message: expect.stringContaining(said) as unknown });
  for (const way of ['PATH', cached, 'https://temporal.download', 'Go 1.26.8', 'TEMPORAL_ADDRESS']) {
    expect(error).toMatchObject({ fix: expect.stringContaining(way) as unknown });
  }
});

test('versions are compared as numbers', () => {
  expect(isAtLeast('1.26.10', '1.26.8')).toBe(true);
  expect(isAtLeast('1.26.8', '1.26.8')).toBe(true);
  expect(isAtLeast('1.9.0', '1.26.8')).toBe(false);
});

test("engine/go.mod pins the version that is looked for", async () => {
  const pinned = await readFile(join(__dirname, '../../engine/go.mod'), 'utf8');
  expect(pinned).toContain(`github.com/temporalio/cli v${TEMPORAL_VERSION}`);
});

describe('the download', () => {
  async function download(script: string): Promise<{ isThere: boolean; pid: number }> {
    const file = join(folder, 'download.cjs');
    const pidFile = join(folder, 'pid');
    await writeFile(file, `const fs = require('node:fs'), [version, dir] = process.argv.slice(2);
      fs.writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));\n${script}`);
    const isThere = await downloadTemporal(TEMPORAL_VERSION, cached, () => undefined, { script: file, answerLimitMs: 800 });
    return { isThere, pid: Number(await readFile(pidFile, 'utf8')) };
  }

  test('is given up when nothing answers, and its process does not stay', async () => {
    const { isThere, pid } = await download('setInterval(() => {}, 1000)');
    expect(isThere).toBe(false);
    expect(await identifyProcess(pid)).toBeUndefined();
    expect(await readdir(join(cached, '..'))).toEqual([]);
  });

  test('is given up when its process ends without a program', async () => {
    expect((await download('process.exit(1)')).isThere).toBe(false);
  });

  test('that is slower than the first answer is waited for, and put in place whole', async () => {
    const { isThere } = await download(`
      const file = dir + '/temporal-' + version;
      fs.writeFileSync(file + '.downloading', 'a');
      setTimeout(() => fs.appendFileSync(file + '.downloading', 'b'), 500);
      setTimeout(() => { fs.chmodSync(file + '.downloading', 0o755); fs.renameSync(file + '.downloading', file); }, 1500);
      setInterval(() => {}, 1000);`);
    expect(isThere).toBe(true);
    expect(await readFile(cached, 'utf8')).toBe('ab');
    expect((await stat(cached)).mode & 0o111).not.toBe(0);
    expect(await readdir(join(cached, '..'))).toEqual(['temporal']);
  });
});
