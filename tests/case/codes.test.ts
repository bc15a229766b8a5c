// Codes that the core promises: each is really used, so that nobody writes texts and documentation for what never comes.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNAL_KINDS, NOTICE_KINDS } from '../../case/effect';
import { REFUSAL_CODES } from '../../case/refusals';

const ROOT = join(__dirname, '..', '..');

function sources(folder: string, except: string): string {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && file !== except);
  return files.map((file) => readFileSync(join(ROOT, folder, file), 'utf8')).join('\n');
}

const unused = (codes: readonly string[], text: string): string[] => codes.filter((code) => !text.includes(`'${code}'`));

test('every refusal is raised somewhere', () => {
  expect(unused(REFUSAL_CODES, sources('case', 'refusals.ts') + sources('api/routes', ''))).toEqual([]);
});

test('every kind of journal line is written somewhere', () => {
  expect(unused(JOURNAL_KINDS, sources('case', 'effect.ts'))).toEqual([]);
});

test('every kind of notice is sent somewhere', () => {
  // What clocks say is put together from what they belong to.
  const ofClocks = ['task', 'review', 'approval', 'agreement', 'decision', 'stage', 'clock'].flatMap((kind) => [`${kind}_due_soon`, `${kind}_late`]);
  expect(NOTICE_KINDS).toEqual(expect.arrayContaining(ofClocks));
  expect(unused(NOTICE_KINDS.filter((kind) => !ofClocks.includes(kind)), sources('case', 'effect.ts') + sources('activities', ''))).toEqual([]);
});
