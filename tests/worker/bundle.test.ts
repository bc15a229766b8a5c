// What is in the bundle of the workflows, and that it is built once for a state of the sources.

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWorkflowBundle } from '../../worker/bundle';

let cacheDir: string;
let code: string;
let codePath: string;
beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'caseway-bundle-'));
  ({ codePath } = await buildWorkflowBundle({ cacheDir }));
  code = readFileSync(codePath, 'utf8');
});
afterAll(() => rm(cacheDir, { recursive: true }));

/** Paths of the modules as webpack names them: `./case/advance.ts`, `./node_modules/ms/dist/index.cjs`. */
const modules = (): string[] => [...new Set([...code.matchAll(/^\/\*\*\*\/ "([^"]+)"$/gm)].map(([, path]) => path ?? ''))];

test('the bundle holds the core, the shell, and of packages only what the SDK needs', () => {
  expect(modules()).toEqual(expect.arrayContaining(['./case/advance.ts', './workflows/case-workflow.ts']));
  const packages = modules().flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  const expected = ['@temporalio/common', '@temporalio/proto', '@temporalio/worker', '@temporalio/workflow', '@noble/hashes', 'long', 'ms', 'nexus-rpc', 'protobufjs', '@protobufjs'];
  expect([...new Set(packages)].filter((name) => !expected.some((one) => name.startsWith(one)))).toEqual([]);
});

test.each(['yaml', 'ajv', '@marcbachmann/cel-js', 'moment', 'moment-timezone', 'kysely', 'pg', 'nodemailer', 'pino'])('the bundle does not hold %s', (name) => {
  expect(modules().filter((path) => path.includes(`node_modules/${name}/`))).toEqual([]);
});

test('the bundle asks for none of Node\'s own modules', () => {
  const asked = builtinModules.filter((name) => modules().includes(name) || modules().includes(`node:${name}`) || code.includes(`require("${name}")`) || code.includes(`require("node:${name}")`));
  // The SDK's stand-ins for `assert`, `url` and `util` are files of its own.
  expect(asked).toEqual([]);
});

test('rooms that reach outside are not in the bundle', () => {
  expect(modules().filter((path) => /^\.\/(records|activities|language|api|engine|worker|cli|texts)\//.test(path))).toEqual([]);
});

test('a second build of the same sources takes the first one\'s', async () => {
  const { mtimeMs } = await stat(codePath);
  const again = await buildWorkflowBundle({ cacheDir });
  expect(again.codePath).toBe(codePath);
  expect((await stat(codePath)).mtimeMs).toBe(mtimeMs);
  expect(existsSync(`${codePath}.${process.pid}`)).toBe(false);
});
