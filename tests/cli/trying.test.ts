// `caseway test`, `explain` and `diagram` as they are typed: exit codes, what stands in the terminal, and what is wrongly asked for.

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCli } from '../../cli/program';
import { columnsOf, isolated, wrapped } from '../../cli/right-to-left';
import { DEFINITIONS } from '../definitions';
import { caseway } from './terminal';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'caseway-trying-'));
  await cp(DEFINITIONS, join(home, 'definitions'), { recursive: true });
});
afterEach(() => rm(home, { recursive: true, force: true }));

const run = (...argv: string[]) => caseway(argv, { cwd: home });
const LEFT_OUT = 'definitions/scenarios/child_protection/everything_late.yaml';

describe('caseway test --min-coverage', () => {
  it('passes above the percentage and fails below, listing what is not reached', async () => {
    expect((await run('test', '--min-coverage', '100')).code).toBe(0);
    await rm(join(home, LEFT_OUT));
    const { code, out } = await run('test', '--min-coverage', '99.5');
    expect(code).toBe(1);
    expect(out).toContain('below the 99.5 % asked for');
    expect(out).toMatch(/never clock step +definitions\/processes\/child_protection\.yaml:\d+ +case_plan: 3 working days late, tell supervisor/);
    expect((await run('test', '--min-coverage', '50')).code).toBe(0);
    const { coverage } = JSON.parse((await run('test', '--json', '--min-coverage', '99.5')).out) as { coverage: { process: string; enough: boolean }[] };
    expect(coverage.filter((one) => !one.enough).map((one) => one.process)).toEqual(['child_protection']);
  });

  it('counts a process without scenarios as nothing reached, where the whole folder is asked for', async () => {
    await rm(join(home, 'definitions/scenarios'), { recursive: true });
    await mkdir(join(home, 'definitions/scenarios'));
    const { code, out } = await run('test', '--min-coverage', '1');
    expect([code, out]).toEqual([1, expect.stringContaining('child_protection: 0 % reached')]);
  });

  it.each(['ninety', '101', '-1', ''])('refuses %j as a percentage', async (percent) => {
    const { code, err } = await run('test', `--min-coverage=${percent}`);
    expect([code, err]).toEqual([2, expect.stringContaining('is no percentage')]);
  });

  it('says of a scenario with a mistake that it could not be played, and of a folder without any that there is none', async () => {
    const file = join(home, LEFT_OUT);
    await writeFile(file, (await readFile(file, 'utf8')).replace('open: child_protection', 'open: adult_protection'));
    const broken = await run('test', LEFT_OUT);
    expect([broken.code, broken.out]).toEqual([1, expect.stringContaining('No scenario could be played')]);
    await rm(join(home, 'definitions/scenarios'), { recursive: true });
    await mkdir(join(home, 'definitions/scenarios'));
    expect((await run('test')).out).toContain('No scenario was found.');
  });

  it('gives 2 for a path that is not there', async () => {
    expect((await run('test', 'definitions/scenarios/none.yaml')).code).toBe(2);
  });
});

describe('caseway explain', () => {
  it('takes an id or a path, and gives the same', async () => {
    const byId = await run('explain', 'child_protection', '--until', '2026-03-02T10:00');
    const byPath = await run('explain', 'definitions/processes/child_protection.yaml', '--until', '2026-03-02T10:00');
    expect(byId.code).toBe(0);
    expect(byPath).toEqual(byId);
    expect(byId.out).toMatch(/Mon 2026-03-02\n {2}05:00 {2}reminder +screening .* → case_worker +line \d+\n {2}09:00 {2}LATE/);
  });

  it.each<[string, string[], string]>([
    ['a field', ['child_protection', '--set', 'elligible=yes'], 'There is no field elligible.\n→ Did you mean eligible?'],
    ['an option', ['child_protection', '--set', 'risk=hihg'], 'There is no option of risk hihg.\n→ Did you mean high?'],
    ['a yes or no', ['child_protection', '--set', 'eligible=perhaps'], 'eligible takes yes or no'],
    ['a date', ['child_protection', '--set', 'birth_date=2014-13'], 'birth_date takes a date'],
    ['an answer', ['child_protection', '--set', 'risk'], '--set risk is no answer.'],
    ['a consent', ['child_protection', '--set', 'consent=perhaps'], 'consent takes given or refused'],
    ['several options', ['child_protection', '--set', 'needs=health,educaton'], 'Did you mean education?'],
    ['a task', ['child_protection', '--done', 'screning=2026-03-02'], 'Did you mean screening?'],
    ['a time', ['child_protection', '--done', 'screening=tomorrow'], 'is no time'],
    ['a time before the opening', ['child_protection', '--done', 'screening=2026-02-01'], 'lies before the case is opened'],
    ['an end before the opening', ['child_protection', '--until', '2026-02-01'], '--until lies before the case is opened'],
    ['an agency', ['child_protection', '--agency', 'aman_child_protection'], 'Did you mean amman_child_protection?'],
    ['a process', ['child_protecton'], 'Did you mean child_protection?'],
    ['a start', ['child_protection', '--at', 'now'], '--at now is no time.'],
  ])('says what was meant where %s is none', async (_, argv, said) => {
    const { code, err } = await run('explain', ...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  });

  it('takes every kind of answer', async () => {
    const sets = ['risk=high', 'eligible=yes', 'needs=health,education', 'consent=refused', 'birth_date=2014', 'child_name=a child'].flatMap((one) => ['--set', one]);
    const { code, out } = await run('explain', 'child_protection', ...sets, '--json', '--until', '2026-03-01T10:00');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ process: 'child_protection', agency: 'amman_child_protection', refused: [], entries: expect.arrayContaining([expect.objectContaining({ what: 'task_opened', title: expect.any(String) as string })]) });
  });

  it('gives 1 and says why when the case refuses what is supposed', async () => {
    const { code, out } = await run('explain', 'child_protection', '--done', 'case_plan=2026-03-02', '--until', '2026-03-02T10:00');
    expect(code).toBe(1);
    expect(out).toMatch(/case_plan was refused: task-not-ready/);
  });

  it('a process with mistakes shows them', async () => {
    const file = join(home, 'definitions/processes/child_protection.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('supervised_by: supervisor', 'supervised_by: supervisr'));
    const { code, err } = await run('explain', 'child_protection');
    expect([code, err]).toEqual([2, expect.stringContaining('supervisr')]);
  });

  it.each([
    ['an answer', 'due: on birth_date', 'no due date yet: waits for an answer to birth_date'],
    ['the end of a task', 'due: 1 day after case_plan', 'no due date yet: waits for the end of case_plan'],
    ['the start of a stage', 'due: 1 day after start of planning', 'no due date yet: waits for the start of planning'],
    ['a line', 'due: [{ when: age(birth_date) > 3, then: 1 day }, { otherwise: 2 days }]', 'no due date yet: waits for an answer to birth_date'],
  ])('says in words what a clock waits for: %s', async (_, due, said) => {
    const file = join(home, 'definitions/processes/child_protection.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^        due: 24 hours$/m, `        ${due}`).replace(/^        remind: \[4 hours\]\n/m, ''));
    const { out, err } = await run('explain', 'child_protection', '--until', '2026-03-02T10:00');
    expect([err, out]).toEqual(['', expect.stringContaining(said)]);
  });

  it.each([60, 80, 120])('fits a terminal of %d columns', async (columns) => {
    const chunks: string[] = [];
    const stdout = Object.assign(new Writable({ write: (chunk: Buffer, _encoding, done) => (chunks.push(chunk.toString()), done()) }), { columns });
    const argv = ['explain', 'child_protection', '--set', 'risk=low', '--done', 'screening=2026-03-12T10:00', '--done', 'informed_consent=2026-03-12T11:00', '--until', '2026-04-20'];
    await runCli({ argv, stdin: process.stdin, stdout, stderr: stdout, env: {}, cwd: home });
    const lines = chunks.join('').split('\n');
    expect(lines.filter((line) => columnsOf(line) > columns)).toEqual([]);
    expect(chunks.join('')).toContain('not counted:');
  });
});

describe('caseway diagram', () => {
  it('writes the file, in the language asked for', async () => {
    expect(await run('diagram', 'child_protection', '-o', 'out.svg', '--language', 'en')).toEqual({ code: 0, out: 'out.svg written.\n', err: '' });
    expect(await readFile(join(home, 'out.svg'), 'utf8')).toMatch(/^<svg [^>]*lang="en"/);
    expect((await run('diagram', 'child_protection')).out).toMatch(/^<svg [^>]*lang="ar"[^>]* direction="rtl"/);
  });

  it.each<[string, string[], string]>([
    ['a language without texts', ['child_protection', '--language', 'fr'], 'There are: ar, en.'],
    ['a folder that is not there', ['child_protection', '-o', 'none/out.svg'], 'none/out.svg cannot be written (ENOENT).'],
    ['a process that is not there', ['adult_protection'], 'There is no process adult_protection.'],
  ])('refuses %s', async (_, argv, said) => {
    const { code, err } = await run('diagram', ...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(said)]);
  });
});

describe('right-to-left texts in a line', () => {
  it('are kept to themselves, and cannot leave an isolate open', () => {
    expect(isolated('plain')).toBe('plain');
    expect(isolated('خطر\u202e فوري')).toBe('\u2068خطر  فوري\u2069');
  });

  it('take the columns of their letters', () => {
    expect([columnsOf('abc'), columnsOf('\u2068خَطر\u2069'), columnsOf('\u001b[31mred\u001b[39m'), columnsOf('漢字')]).toEqual([3, 3, 3, 4]);
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('a \u2068خطر فوري\u2069 b', 6)).toEqual(['a \u2068خطر\u2069', '\u2068فوري\u2069 b']);
  });
});
