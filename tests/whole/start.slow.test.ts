// `npm start` and `npm run demo` as a newcomer types them: a case, Ctrl-C, a second start, and what cannot be started said in a sentence.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { countDeliveries, listMails, readMail } from '../../engine/mail-folder';
import { makeTestFolder } from '../../engine/for-tests';
import { findFreePort } from '../../engine/ports';
import { Program } from './program';
import { writeShortClocks } from './short-clocks';
import { ownEnvironment, until } from './world';

jest.setTimeout(300_000);

const ROOT = join(__dirname, '..', '..');

let root = '';
let dataFolder = '';
const running: Program[] = [];
beforeAll(async () => {
  root = await makeTestFolder();
  dataFolder = join(root, 'data');
});
afterAll(async () => {
  for (const program of running) await program.interrupt();
  await rm(root, { recursive: true, force: true });
});

async function started(): Promise<Program> {
  const program = await Program.start(dataFolder);
  running.push(program);
  return program;
}

/** A start that is refused: its exit code and what it said of why. */
async function refusedStart(folder: string, port: number): Promise<{ code: number | null; said: string }> {
  const program = Program.run(['start', '--data', folder, '--port', String(port)]);
  running.push(program);
  const code = await program.exited;
  const [, said = ''] = /not started\s+(.*)/.exec(program.output) ?? [];
  expect(program.output).not.toMatch(/\n\s+at /);
  return { code, said };
}

/** As the terminal does: to all processes in the foreground. The shell of npm then ends by the signal, whatever the program's code. */
async function ctrlC(program: Program): Promise<void> {
  process.kill(-program.pid, 'SIGINT');
  await program.exited;
  expect(program.output).toMatch(/Stopping …\nAll parts have stopped\. Nothing is lost: start again with the same command\.\n$/);
}

test('npm start in a fresh folder, a case, Ctrl-C; the second start has it all and does what fell due meanwhile', async () => {
  // The shipped process with a chain of seconds in place of hours: what falls due while nothing runs must come soon.
  const definitions = await writeShortClocks(join(root, 'definitions'), [['who: supervisor, within: 1 hour', 'who: supervisor, within: 8 seconds']]);
  const port = await findFreePort();
  const run = (): ReturnType<typeof spawn> => spawn('npm', ['start', '--silent', '--', '--data', dataFolder, '--port', String(port), '--definitions', definitions], {
    cwd: ROOT, env: { ...ownEnvironment(), NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
  });
  const first = Program.over(run(), `http://127.0.0.1:${port}`);
  running.push(first);
  await until('it says that it runs', () => first.output.includes('Ctrl-C stops everything'), 120_000);
  for (const part of ['data', 'temporal', 'postgres', 'mail', 'definitions', 'worker', 'api']) expect(first.output).toMatch(new RegExp(`^${part}\\s+\\S`, 'm'));
  expect(first.output).toMatch(/npx caseway case open/);

  const opened = await first.call('Rana', 'POST', '/v1/cases', { process: 'child_protection', answers: { risk: 'immediate' } }, { key: 'one' });
  expect(opened.status).toBe(201);
  const number = String(opened.body['case']);
  const mailFolder = join(dataFolder, 'mails');
  await until('the supervisor is told', async () => (await listMails(mailFolder)).length === 1, 20_000);
  const pids = first.processes();
  await ctrlC(first);
  await Program.leavesNothing(pids);
  const told = (await listMails(mailFolder)).length;
  await until('the next step is due', async () => Date.now() - Date.parse((await listMails(mailFolder))[0]?.receivedAt ?? '') > 10_000);

  const second = Program.over(run(), `http://127.0.0.1:${port}`);
  running.push(second);
  await until('it says that it runs again', () => second.output.includes('Ctrl-C stops everything'), 120_000);
  expect(second.output).toMatch(/as published before/);
  expect(second.tokenOf('Rana')).toBe(first.tokenOf('Rana'));
  const again = await second.insist('Rana', 'POST', '/v1/cases', { process: 'child_protection', answers: { risk: 'immediate' } }, 'one');
  expect([again.status, again.body]).toEqual([201, opened.body]);
  const mails = await until('the manager is told', async () => {
    const all = await listMails(mailFolder);
    return all.some((mail) => mail.to.includes('khalid@example.org')) && all;
  });
  expect(mails.length).toBeGreaterThan(told);
  expect((await readMail(mailFolder, mails.at(-1)?.id ?? '')).parsed.subject).toContain(number);
  expect([...(await countDeliveries(mailFolder)).values()].every((count) => count === 1)).toBe(true);
  const journal = await second.call('Samira', 'GET', `/v1/cases/${number}/journal`);
  expect((journal.body['entries'] as { what: string; due?: string; at: string }[]).find(({ what }) => what === 'alert_climbed')).toMatchObject({ about: `${number}-a1` });
  await ctrlC(second);
});

test('what cannot be started is said in one sentence, with exit code 1, and changes nothing', async () => {
  const program = await started();
  const inUse = await refusedStart(dataFolder, await findFreePort());
  expect(inUse).toEqual({ code: 1, said: expect.stringMatching(/^The data folder .* is used by a Caseway that is running \(process \d+\)\.$/) });
  expect((await program.call('Rana', 'GET', '/v1/cases')).status).toBe(200);
  expect(await program.interrupt()).toBe(0);

  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const taken = await refusedStart(join(root, 'other'), port);
  expect(taken).toEqual({ code: 1, said: expect.stringMatching(new RegExp(`^[^.]*\\b${port}\\b.*\\.$`)) });
  await new Promise((resolve) => server.close(resolve));

  const file = join(dataFolder, 'caseway.json');
  const versions = await readFile(file, 'utf8');
  await writeFile(file, JSON.stringify({ ...(JSON.parse(versions) as object), format: 99 }));
  const newer = await refusedStart(dataFolder, await findFreePort());
  expect(newer).toEqual({ code: 1, said: expect.stringMatching(/^The data folder .* was made by a newer Caseway/) });
  await writeFile(file, versions);

  const foreign = await refusedStart(ROOT, await findFreePort());
  expect(foreign).toEqual({ code: 1, said: expect.stringMatching(/is not a data folder of Caseway and is not empty/) });
});

test('wrong use ends with exit code 2', async () => {
  for (const args of [['start', '--port', 'x'], ['start', '--no-such'], ['begin']]) {
    const program = Program.run(args);
    expect([args, await program.exited]).toEqual([args, 2]);
  }
});

test('npm run demo plays a case to its end and leaves nothing behind', async () => {
  const temporary = join(root, 'temporary');
  await mkdir(temporary, { mode: 0o711 });
  const begun = performance.now();
  const demo = Program.over(spawn('npm', ['run', '--silent', 'demo'], { cwd: ROOT, env: { ...ownEnvironment(), TMPDIR: temporary, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] }), '');
  running.push(demo);
  const pids = await until('its parts run', () => {
    const found = demo.processes();
    return demo.output.includes('worker') && found.length > 4 && found;
  }, 120_000);
  expect(await demo.exited).toBe(0);
  expect(demo.output).toContain('The case is closed.');
  expect(performance.now() - begun).toBeLessThan(120_000);
  await Program.leavesNothing(pids);
  // What tsx keeps of its own compilations is not the demo's.
  expect(readdirSync(temporary).filter((name) => !name.startsWith('tsx') && !name.startsWith('node-compile-cache'))).toEqual([]);
});
