// `npm start` and `npm run demo` as people run them: in a fresh folder, ended in order and otherwise, again, and where they cannot start.

import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTestFolder } from '../../engine/for-tests';
import { findFreePort } from '../../engine/ports';
import { Started } from './started';
import type { Line } from './world';
import { until } from './world';

jest.setTimeout(240_000);

let folder: string;
let port: number;
const begun: Started[] = [];

beforeAll(async () => {
  folder = await makeTestFolder();
  port = await findFreePort();
});
afterAll(async () => {
  for (const one of begun) await one.clear();
  await rm(folder, { recursive: true, force: true });
});

function noted(one: Started): Started {
  begun.push(one);
  return one;
}

const data = (): string => join(folder, 'data');
const start = (): Promise<Started> => noted(Started.start(data(), port)).welcome();

/** A start that cannot be: exit code 1, one sentence with what to do, and no trace of a program's inside. */
async function refusedStart(at: string, onPort: number): Promise<string> {
  const refused = noted(Started.start(at, onPort));
  expect(await refused.end()).toEqual({ code: 1, signal: null });
  await refused.gone();
  expect(refused.output).not.toMatch(/^ +at |Error:|Ctrl-C stops everything/m);
  const lines = refused.output.trimEnd().split('\n');
  const said = lines.slice(lines.findIndex((line) => line.startsWith('not started')));
  expect(said).toHaveLength(2);
  return said.map((line) => line.trim()).join(' ');
}

/** The case goes from one test to the next, as the installation does. */
let number = '';
let running: Started;
let lines: Line[] = [];
const path = (rest = ''): string => `/v1/cases/${number}${rest}`;

async function journal(): Promise<Line[]> {
  const { status, body } = await running.call('Rana', 'GET', path('/journal?limit=200'));
  expect(status).toBe(200);
  return body['entries'] as Line[];
}

/** The case is there with every line of its journal as it was, and can be worked on. */
async function expectToGoOn(name: string): Promise<void> {
  const shown = await running.call('Rana', 'GET', path());
  expect([shown.status, shown.body['number'], shown.body['status']]).toEqual([200, number, 'open']);
  expect(await journal()).toEqual(lines);
  const acted = await running.call('Rana', 'PATCH', path('/fields'), { body: { answers: { child_name: name } } });
  expect(acted).toMatchObject({ status: 200, body: { case: number } });
  const after = await journal();
  expect(after.slice(0, lines.length)).toEqual(lines);
  expect(after.slice(lines.length).map(({ what, details }) => [what, details])).toContainEqual(['answered', { answers: { child_name: expect.objectContaining({ value: name }) } }]);
  lines = after;
}

test('in a fresh folder it says how to sign in, and with that a case is opened', async () => {
  running = await start();
  const opened = await running.call('Rana', 'POST', '/v1/cases', { body: { process: 'child_protection', answers: { child_name: 'Salma' } } });
  expect(opened.status).toBe(201);
  number = String(opened.body['case']);
  lines = await journal();
  expect(lines.map(({ what }) => what)).toEqual(expect.arrayContaining(['opened', 'stage_entered', 'task_opened']));
});

test('a second start on the folder is refused, and the first goes on', async () => {
  expect(await refusedStart(data(), await findFreePort())).toMatch(
    new RegExp(`^not started The data folder ${data()} is used by a Caseway that is running \\(process \\d+\\)\\. Stop that one, or choose another folder with --data\\.$`),
  );
  expect(await journal()).toEqual(lines);
});

test('a start on a port that is used is refused, and what was started for it is stopped', async () => {
  expect(await refusedStart(join(folder, 'other'), port)).toBe(
    `not started Port ${port}, wanted for the API, is used by another program. Choose another port, or end the program that uses this one.`,
  );
  expect(await journal()).toEqual(lines);
});

test('Ctrl-C stops every part in order', async () => {
  expect((await running.processes()).length).toBeGreaterThan(5);
  expect(await running.interrupt()).toEqual({ code: 0, signal: null });
  expect(running.output).toMatch(/All parts have stopped\. Nothing is lost: start again with the same command\.\n$/);
});

test('started again it has the case and its journal, for the same tokens, and goes on', async () => {
  const before = running.token('Rana');
  running = await start();
  expect(running.token('Rana')).toBe(before);
  await expectToGoOn('Salma Haddad');
});

test('killed with nothing stopped in order it starts again at once, and the case goes on', async () => {
  const killed = running;
  killed.killAlone();
  expect(await killed.end()).toEqual({ code: null, signal: 'SIGKILL' });
  running = await start();
  await killed.gone();
  await expectToGoOn('Salma Nasser');
});

test('a folder that a newer version made is refused and stays as it is; put back it is whole', async () => {
  expect((await running.interrupt()).code).toBe(0);
  const file = join(data(), 'caseway.json');
  const ours = await readFile(file, 'utf8');
  const newer = JSON.stringify({ ...(JSON.parse(ours) as object), format: 99 });
  await writeFile(file, newer);
  expect(await refusedStart(data(), port)).toMatch(/^not started The data folder \S+ was made by a newer Caseway \(format 99, .*\)\. Use that version or a later one, or choose another folder with --data\.$/);
  expect(await readFile(file, 'utf8')).toBe(newer);
  await writeFile(file, ours);
  running = await start();
  await expectToGoOn('Salma');
  expect((await running.interrupt()).code).toBe(0);
});

test('the demo plays to the end and leaves neither a file nor a process', async () => {
  const temporary = await makeTestFolder();
  try {
    const demo = noted(Started.demo({ TMPDIR: temporary, TSX_DISABLE_CACHE: '1' }));
    await until('its parts run', async () => demo.ended !== undefined || ((await demo.part('worker')) !== undefined && (await demo.part('api')) !== undefined), 90_000);
    expect((await demo.processes()).length).toBeGreaterThan(5);
    await until('it has ended', () => demo.ended, 180_000);
    expect([demo.ended, demo.output]).toEqual([{ code: 0, signal: null }, expect.stringContaining('The case is closed.')]);
    await demo.gone();
    expect(await readdir(temporary)).toEqual([]);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
});
