// `caseway new`: what it writes passes its check and its test at once, in every language and with every calendar, and overwrites nothing.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { runCli } from '../../cli/program';
import { compileFolder } from '../../language/folder';
import { readFolder } from '../definitions';
import { caseway } from './terminal';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'caseway-new-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const run = (...argv: string[]) => caseway(argv, { cwd: home });
const shipped = compileFolder(Object.fromEntries(Object.entries(readFolder()).filter(([path]) => path.endsWith('.yaml'))));
const languages = Object.entries(shipped.processes).flatMap(([from, { texts }]) => Object.keys(texts).map((language) => [from, language] as const));
const calendars = Object.keys(shipped.calendars);

async function passes(): Promise<void> {
  const checked = await run('check', '--json', 'definitions');
  expect(JSON.parse(checked.out)).toEqual([]);
  const { out, code } = await run('test', 'definitions');
  expect([code, out]).toEqual([0, expect.stringContaining('1 passed, 0 failed')]);
}

it('has shipped processes, languages and calendars to begin with', () => {
  expect(languages.length).toBeGreaterThanOrEqual(2);
  expect(calendars.length).toBeGreaterThanOrEqual(6);
});

it.each(languages)('from %s in %s passes check and test at once', async (from, language) => {
  const { code, err } = await run('new', '--yes', '--from', from, '--language', language, '--id', 'my_own', '--title', 'My: own');
  expect([code, err]).toEqual([0, '']);
  await passes();
  const text = await readFile(join(home, 'definitions/processes/my_own.yaml'), 'utf8');
  expect(text).toContain(`language: ${language}\n`);
  expect(text).toContain('process: my_own\n');
});

it.each(calendars)('with the calendar %s passes check and test at once', async (calendar) => {
  expect((await run('new', '--yes', '--language', 'en', '--calendar', calendar)).code).toBe(0);
  await passes();
});

it('lays everything down that an editor and the next commands need', async () => {
  await run('new', '--yes', '--id', 'my_own', '--agency', 'our_agency', '--agency-title', 'Ours');
  const files = (await readdir(join(home, 'definitions'), { recursive: true })).filter((path) => /\.[a-z]+$/.test(path)).sort();
  expect(files).toEqual([
    'agencies/our_agency.yaml', 'agency.schema.json', 'calendar.schema.json', 'calendars/jordan.yaml', 'process.schema.json', 'processes/my_own.yaml',
    'scenario.schema.json', 'scenarios/my_own/first.yaml', 'texts.schema.json', 'texts/my_own.en.yaml',
  ]);
});

it('overwrites nothing: where a file is in the way, nothing is written', async () => {
  await mkdir(join(home, 'definitions/agencies'), { recursive: true });
  await writeFile(join(home, 'definitions/agencies/my_agency.yaml'), 'agency: mine\n');
  const { code, err } = await run('new', '--yes');
  expect([code, err]).toEqual([2, expect.stringContaining('definitions/agencies/my_agency.yaml: nothing was written')]);
  expect(await readdir(join(home, 'definitions'))).toEqual(['agencies']);
  expect(await readFile(join(home, 'definitions/agencies/my_agency.yaml'), 'utf8')).toBe('agency: mine\n');
});

it('adds a second process to a folder, and keeps the calendar that is there', async () => {
  await run('new', '--yes', '--id', 'first_one', '--agency', 'first_agency');
  const calendar = join(home, 'definitions/calendars/jordan.yaml');
  await writeFile(calendar, `${await readFile(calendar, 'utf8')}\n# Ours.\n`);
  expect((await run('new', '--yes', '--id', 'second_one', '--agency', 'second_agency')).code).toBe(0);
  expect(await readFile(calendar, 'utf8')).toMatch(/# Ours\.\n$/);
  expect((await run('test', 'definitions')).out).toContain('2 passed, 0 failed');
});

it('writes nothing into a folder that has mistakes', async () => {
  await mkdir(join(home, 'definitions/processes'), { recursive: true });
  await writeFile(join(home, 'definitions/processes/broken.yaml'), 'process: broken\n');
  const { code, err } = await run('new', '--yes');
  expect([code, err]).toEqual([2, expect.stringContaining('mend them first')]);
  expect(await readdir(join(home, 'definitions'))).toEqual(['processes']);
});

it.each<[string, string[], string]>([
  ['a shipped process', ['--from', 'child_protecton'], 'Did you mean child_protection?'],
  ['a language', ['--from', 'child_protection', '--language', 'xx'], 'There are: ar, en.'],
  ['a calendar', ['--calendar', 'jordn'], 'Did you mean jordan?'],
  ['an id', ['--id', 'My Own'], 'an id has small Latin letters'],
  ['a title', ['--title', ' '], 'a title is one line of text'],
  ['an address', ['--email', 'nobody'], 'this is no email address'],
])('refuses what is no %s', async (_, argv, said) => {
  const { code, err } = await run('new', '--yes', ...argv);
  expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  expect(await readdir(home)).toEqual([]);
});

it('says what to do where there is no terminal to ask in', async () => {
  const { code, err } = await run('new');
  expect([code, err]).toEqual([2, expect.stringContaining('--yes')]);
});

/** Somebody at a terminal who presses a key at each question that comes. */
async function atTerminal(keys: (question: string) => string): Promise<{ code: number; out: string }> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin }) as PassThrough & { isTTY: boolean; setRawMode(): PassThrough };
  let out = '';
  let asked = 0;
  const stdout = Object.assign(new Writable({
    write(chunk: Buffer, _encoding, done) {
      out += chunk.toString();
      const questions = [...out.matchAll(/(Which process|In which language|What is its id|What is it called|id of your agency|your agency called|Which calendar|Which address)/g)].map(([one]) => one);
      const fresh = [...new Set(questions)];
      if (fresh.length > asked) {
        asked = fresh.length;
        setImmediate(() => void stdin.write(keys(fresh.at(-1) ?? '')));
      }
      done();
    },
  }), { isTTY: true, columns: 80, rows: 24 });
  const code = await runCli({ argv: ['new'], stdin, stdout, stderr: stdout, env: {}, cwd: home });
  return { code, out };
}

it('asks one thing after the other, and takes what is usual at each Enter', async () => {
  const { code, out } = await atTerminal(() => '\r');
  expect(out).toMatch(/definitions\/processes\/\w+\.yaml/);
  expect(code).toBe(0);
  await passes();
});

it('writes nothing when the person ends the questions', async () => {
  const { code } = await atTerminal((question) => (question === 'Which calendar' ? '\u0003' : '\r'));
  expect(code).toBe(1);
  expect(await readdir(home)).toEqual([]);
});
