// `caseway format`, `caseway fix` and `caseway check --watch` on folders of the disk; and folders that hold what is no file.

import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile, chmod, readdir, lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCli } from '../../cli/program';
import { DEFINITIONS } from '../definitions';
import { caseway } from './terminal';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'caseway-format-'));
  await cp(DEFINITIONS, join(home, 'definitions'), { recursive: true });
});
afterEach(() => rm(home, { recursive: true, force: true }));

const PROCESS = 'definitions/processes/child_protection.yaml';
const read = (file: string): Promise<string> => readFile(join(home, file), 'utf8');

async function change(file: string, from: string | RegExp, to: string): Promise<string> {
  const text = await read(file);
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(join(home, file), changed);
  return text;
}

describe('caseway format', () => {
  it('finds the shipped files in order', async () => {
    const { code, out } = await caseway(['format', '--check'], { cwd: home });
    expect([code, out]).toEqual([0, expect.stringMatching(/^(\d+) of \1 files in order\.\n$/)]);
  });

  it('puts a file in order, and with --check only says that it is not', async () => {
    const text = await change(PROCESS, /owns_case: true/, 'owns_case:    true   ');
    expect(await caseway(['format', '--check', PROCESS], { cwd: home })).toMatchObject({ code: 1, out: `${PROCESS} is not in order\n0 of 1 file in order.\n` });
    expect(await read(PROCESS)).not.toBe(text);
    expect(await caseway(['format', PROCESS], { cwd: home })).toMatchObject({ code: 0, out: `${PROCESS} put in order\n0 of 1 file unchanged.\n` });
    expect(await read(PROCESS)).toBe(text);
  });

  it('leaves a file with a syntax error as it is, and the others are put in order', async () => {
    await change(PROCESS, 'may_be: [year, month]', 'may_be: [year, month');
    const wrong = await read(PROCESS);
    await change('definitions/agencies/amman_child_protection.yaml', 'calendar: jordan', 'calendar:  jordan');
    const { code, out } = await caseway(['format'], { cwd: home });
    expect([code, await read(PROCESS)]).toEqual([1, wrong]);
    expect(out).toContain('unclosed-bracket');
    expect(await read('definitions/agencies/amman_child_protection.yaml')).toContain('calendar: jordan');
  });

  it('keeps links and permissions, and leaves nothing behind', async () => {
    await rm(join(home, PROCESS));
    await writeFile(join(home, 'real.yaml'), 'process:   x\n');
    await chmod(join(home, 'real.yaml'), 0o640);
    await symlink(join(home, 'real.yaml'), join(home, PROCESS));
    await caseway(['format', PROCESS], { cwd: home });
    expect([await read('real.yaml'), (await stat(join(home, 'real.yaml'))).mode & 0o777, (await lstat(join(home, PROCESS))).isSymbolicLink()]).toEqual(['process: x\n', 0o640, true]);
    expect((await readdir(home)).sort()).toEqual(['definitions', 'real.yaml']);
  });
});

describe('caseway fix', () => {
  it('mends what is certain and says so; a dry run changes nothing', async () => {
    const text = await change(PROCESS, 'owns_case: true', 'owns_case: yes');
    const dry = await caseway(['fix', '--dry-run'], { cwd: home });
    expect([dry.code, await read(PROCESS) === text]).toEqual([0, false]);
    expect(dry.out).toMatch(/child_protection\.yaml:\d+:\d+ yes-or-no → true\n1 mended if this were no dry run, left: 0 errors, 0 warnings\.\n$/);
    const { code, out } = await caseway(['fix'], { cwd: home });
    expect([code, out.includes('1 mended, left: 0 errors'), await read(PROCESS)]).toEqual([0, true, text]);
  });

  it('prints what is left, at its line as it is now', async () => {
    await change(PROCESS, 'owns_case: true', 'owns_case: yes');
    await change(PROCESS, 'supervised_by: manager', 'supervised_by: somebody_else');
    const { code, out } = await caseway(['fix'], { cwd: home });
    expect(code).toBe(1);
    expect(out).toMatch(/1 mended, left: 1 error, 0 warnings\.[\s\S]*unknown-name[\s\S]*supervised_by: somebody_else/);
  });
});

describe('caseway check', () => {
  it('takes a file alone, wherever it stands and whatever it is called', async () => {
    await writeFile(join(home, 'draft one.yaml'), (await read(PROCESS)).replace('owns_case: true', 'owns_case: yes'));
    await writeFile(join(home, 'agency.yaml'), await read('definitions/agencies/amman_child_protection.yaml'));
    const { code, out } = await caseway(['check', '--json', 'draft one.yaml', 'agency.yaml'], { cwd: home });
    expect([code, (JSON.parse(out) as { file: string; code: string }[]).map((one) => `${one.file} ${one.code}`)]).toEqual([1, ['draft one.yaml yes-or-no']]);
  });

  it('ends with 2 for what is not there', async () => {
    expect((await caseway(['check', 'nothing.yaml'], { cwd: home })).code).toBe(2);
    expect((await caseway(['format', 'nothing.yaml'], { cwd: home })).code).toBe(2);
    expect((await caseway(['fix', '--nonsense'], { cwd: home })).code).toBe(2);
  });

  it('tells at a line of what cannot be read, and reads none of what is too large', async () => {
    const at = (name: string): string => join(home, 'definitions/processes', name);
    await mkdir(at('folder.yaml'));
    await symlink(at('round.yaml'), at('circle.yaml'));
    await symlink(at('circle.yaml'), at('round.yaml'));
    await symlink(at('nowhere'), at('dangling.yaml'));
    await symlink(join(home, 'definitions'), at('loop'));
    await writeFile(at('huge.yaml'), '');
    // As large as no memory is: whoever read it would not come back.
    await truncate(at('huge.yaml'), 2 ** 42);
    // Without an end: whoever read it would not come back either.
    await symlink('/dev/zero', at('pipe.yaml'));
    const { code, out } = await caseway(['check', '--json'], { cwd: home });
    const found = (JSON.parse(out) as { file: string; code: string; line: number; severity: string }[]).filter(({ severity }) => severity === 'error').map((one) => `${one.file.split('/').at(-1)}:${one.line} ${one.code}`);
    expect(code).toBe(1);
    expect(found.sort()).toEqual(['circle.yaml:1 unreadable-file', 'dangling.yaml:1 unreadable-file', 'folder.yaml:1 unreadable-file', 'huge.yaml:1 file-too-large', 'pipe.yaml:1 unreadable-file', 'round.yaml:1 unreadable-file']);
  });

  it('has colours only where they are wanted, and keeps to the width of the terminal', async () => {
    await change(PROCESS, 'supervised_by: manager', 'supervised_by: somebody_else');
    const shown = async (env: Record<string, string>, columns?: number): Promise<string> => {
      const chunks: string[] = [];
      const stdout = Object.assign(new Writable({ write: (chunk: Buffer, _, done) => (chunks.push(String(chunk)), done()) }), columns === undefined ? {} : { isTTY: true, columns });
      await runCli({ argv: ['check'], stdin: Readable.from([]), stdout, stderr: stdout, env, cwd: home });
      return chunks.join('');
    };
    expect(await shown({})).not.toContain('\u001b[');
    expect(await shown({}, 60)).toContain('\u001b[');
    expect(await shown({ NO_COLOR: '1' }, 60)).not.toContain('\u001b[');
    expect(await shown({ FORCE_COLOR: '1' })).toContain('\u001b[');
    expect(Math.max(...(await shown({ NO_COLOR: '1' }, 44)).split('\n').filter((line) => !/^ *(docs|definitions)\//.test(line)).map((line) => line.length))).toBeLessThanOrEqual(46);
  });

  it('watches: checks again when a file has changed, with a dated headline, and ends in peace', async () => {
    let printed = '';
    let look = (): void => undefined;
    const until = (pattern: RegExp): Promise<void> => new Promise((resolve) => (look = () => void (pattern.test(printed) && resolve()), look()));
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const stdout = new Writable({ write: (chunk: Buffer, _, done) => (printed += String(chunk), look(), done()) });
    const running = runCli({ argv: ['check', '--watch'], stdin: Readable.from([]), stdout, stderr: stdout, env: {}, cwd: home, ended });
    await until(/── \d{4}-\d\d-\d\d \d\d:\d\d:\d\d ── no problems\n/);
    const text = await change(PROCESS, 'owns_case: true', 'owns_case: yes');
    await until(/── 1 error, 0 warnings\n[\s\S]*yes-or-no/);
    printed = '';
    await writeFile(join(home, PROCESS), text);
    await until(/── no problems\n/);
    end();
    expect(await running).toBe(0);
  });
});
