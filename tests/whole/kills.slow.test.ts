// Parts killed without a word under load, and then all of them at once: what was accepted is there, answered the same, and told once.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { countDeliveries, listMails, readMail } from '../../engine/mail-folder';
import { makeTestFolder } from '../../engine/for-tests';
import { Load } from './load';
import type { Part } from './program';
import { Program } from './program';
import { until, World } from './world';

jest.setTimeout(300_000);

let root = '';
let program: Program;
const load = new Load();
const dataFolder = (): string => join(root, 'data');
const mailFolder = (): string => join(dataFolder(), 'mails');

beforeAll(async () => {
  root = await makeTestFolder();
  program = await Program.start(dataFolder());
});
afterAll(async () => {
  await load.stop();
  await program.interrupt();
  await rm(root, { recursive: true, force: true });
});

/** Everything that was accepted so far is there, with the same answer to the same key. */
async function everythingIsThere(): Promise<void> {
  expect(load.accepted.length).toBeGreaterThan(0);
  expect(await load.differences(program)).toEqual([]);
}

/** Each alert was told at once, and each mail came once, but where the part was killed between the mail's end and its recording. */
async function mailsAreThere(atMostTwice: number): Promise<void> {
  await until('every alert has been told', async () => {
    const raised = await Promise.all(load.alerts.map(async (number) => {
      const answer = await program.call('Rana', 'GET', `/v1/cases/${number}/journal?limit=200`);
      return (answer.body['entries'] as { what: string }[]).some(({ what }) => what === 'alert_told');
    }));
    return raised.every(Boolean);
  }, 120_000);
  const counts = await countDeliveries(mailFolder());
  const more = [...counts.values()].filter((count) => count > 1);
  expect(more.every((count) => count === 2)).toBe(true);
  expect(more.length).toBeLessThanOrEqual(atMostTwice);
  const mails = await Promise.all((await listMails(mailFolder())).map(({ id }) => readMail(mailFolder(), id)));
  const subjects = mails.map(({ parsed }) => parsed.subject).join('\n');
  expect(load.alerts.filter((number) => !subjects.includes(number))).toEqual([]);
}

/** Some calls are under way when it happens, and some more are accepted before. */
async function underLoad(happens: () => Promise<void>): Promise<void> {
  const accepted = load.accepted.length;
  load.start(program);
  await until('some calls have been accepted', () => load.accepted.length >= accepted + 10);
  await happens();
}

// At most one mail each of the load's lanes is between its end and its recording when a part goes away.
const LANES = 3;

test.each<Part>(['worker', 'api'])('the %s killed: the others go on, it comes back by itself, and nothing is lost', async (part) => {
  const before = await program.part(part);
  await underLoad(() => program.kill(part));
  const accepted = load.accepted.length;
  await until('calls are accepted again', () => load.accepted.length >= accepted + 10, 90_000);
  expect(await program.part(part)).not.toBe(before);
  await load.stop();
  await everythingIsThere();
  await mailsAreThere(LANES);
});

test.each<Part>(['temporal', 'postgres'])('the %s service killed: the program says so and ends; started again, nothing is lost', async (part) => {
  const pids = program.processes();
  await underLoad(() => program.kill(part));
  expect(await program.exited).toBe(1);
  expect(program.output).toMatch(/stopped .*has ended by itself/);
  await load.stop();
  await Program.leavesNothing(pids);
  program = await Program.start(dataFolder());
  await load.finish(program);
  await everythingIsThere();
  await mailsAreThere(3 * LANES);
});

test('everything killed at once, twice: started again on the same folder, nothing is lost', async () => {
  for (let i = 0; i < 2; i += 1) {
    await underLoad(() => program.killAll());
    await load.stop();
    program = await Program.start(dataFolder());
    await load.finish(program);
    await everythingIsThere();
  }
  await mailsAreThere(5 * LANES);
});

test('only the parent killed: its parts end by themselves, and a start finds everything', async () => {
  const pids = program.processes();
  await underLoad(async () => void process.kill(program.pid, 'SIGKILL'));
  await load.stop();
  await Program.leavesNothing(pids);
  program = await Program.start(dataFolder());
  await load.finish(program);
  await everythingIsThere();
});

test('the records hold no line that did not happen: each journal is whole and is the one that its case counts', async () => {
  await program.interrupt();
  const world = await World.start({ folder: root, timeSkipping: false });
  try {
    const rana = world.person('case_worker');
    for (const number of load.cases) {
      // An act after the last makes the case and its records meet once more.
      await world.does(rana, 'PATCH', `/v1/cases/${number}/fields`, { answers: { outcome: 'at the end' } });
      const { sequence } = await world.does(rana, 'GET', `/v1/cases/${number}`);
      const lines = await world.journal(rana, number);
      expect(await world.installation.records.verifyJournal(number)).toEqual({ entries: lines.length, problems: [] });
      expect(lines.at(-1)?.sequence).toBe(sequence);
      // Each accepted answer stands there once.
      const written = lines.flatMap(({ what, details }) => (what === 'answered' ? [JSON.stringify(details)] : []));
      for (const text of load.textsOf(number)) expect([text, written.filter((details) => details.includes(`"${text}"`)).length > 0]).toEqual([text, true]);
    }
  } finally {
    await world.halt();
  }
});
