// Nobody is there while clocks run out: afterwards each step stands in the journal with its time, and each person gets one mail.
// Three days of outage in less than a minute: the process is the shipped one with seconds in place of days.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTestFolder } from '../../engine/for-tests';
import { partOf } from './program';
import { writeShortClocks } from './short-clocks';
import type { Line, Mail } from './world';
import { until, World } from './world';

jest.setTimeout(240_000);

const DUE_MS = 15_000;
const REMIND_MS = 5_000;
const STEP_MS = 5_000;
/** A task that was handed to a worker which then stood still is as old as this when it goes on. */
const TASK_MS = 11_000;
/** Due, two steps, and the manager's step repeated more than once. */
const AWAY_MS = DUE_MS + 5 * STEP_MS + TASK_MS;
/** The sending of what is not urgent is spread over so long. */
const SPREAD_MS = 600_000;

const CLOCKS = [
  ['        due: 24 hours\n        remind: [4 hours]\n', '        due: 15 seconds\n        remind: [10 seconds]\n'],
  [
    '          - { at_once: true, tell: supervisor }\n          - { after: 1 working day, tell: manager, repeat: 1 working day }\n',
    '          - { at_once: true, tell: supervisor }\n          - { after: 5 seconds, tell: supervisor }\n          - { after: 10 seconds, tell: manager, repeat: 5 seconds }\n',
  ],
] as const;

let root = '';
let definitions = '';
let world: World;
beforeEach(async () => {
  root = await makeTestFolder();
  definitions = await writeShortClocks(join(root, 'definitions'), CLOCKS);
  world = await World.start({ folder: root, timeSkipping: false, definitions });
});
afterEach(async () => {
  await world.halt();
  await rm(root, { recursive: true, force: true });
});

const timesOf = (lines: Line[]): Record<string, number[]> => {
  const times: Record<string, number[]> = {};
  for (const { what, rule = '', due, at } of lines) (times[what === 'late_step' ? `${what} ${rule.slice(-1)}` : what] ??= []).push(Date.parse(due ?? at));
  return times;
};

type Away = (until: () => Promise<unknown>) => Promise<void>;

/** The worker is there again after it was stopped by the system, as when its computer slept. */
const workerAway: Away = async (over) => {
  const worker = await partOf(process.pid, 'worker');
  process.kill(worker, 'SIGSTOP');
  try {
    await over();
  } finally {
    process.kill(worker, 'SIGCONT');
  }
};

const everythingAway: Away = async (over) => {
  await world.halt();
  await over();
  world = await World.start({ folder: root, timeSkipping: false, definitions });
};

test.each([['the worker', workerAway], ['everything', everythingAway]] as const)('%s is away while reminders and late steps pass: they are on record with their times, and told once', async (_what, away) => {
  const rana = world.person('case_worker');
  const number = await world.open(rana);
  const { openedAt } = await world.does(rana, 'GET', `/v1/cases/${number}`);
  const opened = Date.parse(String(openedAt));
  expect(await world.allMails()).toEqual([]);
  await away(() => until('the outage is over', () => Date.now() > opened + AWAY_MS));

  const lines = await until('the steps are on record', async () => {
    const all = await world.journal(rana, number);
    // A task that the worker held while it stood still is answered too late: what it wrote is replaced by what happened.
    return all.some(({ what, rule = '' }) => what === 'late_step' && rule.endsWith('2')) && all;
  });
  const due = opened + DUE_MS;
  // Those of the first wake-up: on a slow machine the next repeat may have come by now.
  const wokenAt = lines.find((line) => line.due !== undefined)?.at;
  const passed = lines.filter((line) => line.due !== undefined && line.at === wokenAt);
  expect(timesOf(passed)).toEqual({
    reminded: [opened + REMIND_MS], became_late: [due], 'late_step 0': [due], 'late_step 1': [due + STEP_MS], 'late_step 2': [due + 2 * STEP_MS],
  });
  expect(passed.map(({ due: at }) => at)).toEqual([...passed.map(({ due: at }) => at)].sort());
  for (const { at } of passed) expect(Date.parse(at)).toBeGreaterThan(opened + AWAY_MS - TASK_MS);
  // Repeats that were missed are counted and not made up for.
  expect(passed.at(-1)?.details).toMatchObject({ missed: expect.any(Number) });
  expect(Number(passed.at(-1)?.details?.['missed'])).toBeGreaterThanOrEqual(2);
  await world.complete(rana, number, 'screening', { eligible: true, risk: 'low' });

  await world.postAsOf(Date.now() + SPREAD_MS);
  const mails = await until('the post has come', async () => {
    const all = await world.allMails();
    const toOthers = all.filter(({ to }) => to !== `${rana.id}@example.org`);
    // A round of the post that came before the task was done has asked its doer for it, once; one that came after does not.
    expect(all.length - toOthers.length).toBeLessThanOrEqual(1);
    return toOthers.length >= 2 && toOthers;
  });
  expect(mails.map(({ to }) => to).sort()).toEqual(['khalid@example.org', 'samira@example.org']);
  const [supervisor] = mails.filter(({ to }) => to.startsWith('samira')) as [Mail];
  expect(supervisor.parsed.subject).toMatch(/^2 /);
  expect(supervisor.parsed.text).toContain(number);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
  const all = await world.journal(rana, number);
  expect(await world.installation.records.verifyJournal(number)).toEqual({ entries: all.length, problems: [] });
});
