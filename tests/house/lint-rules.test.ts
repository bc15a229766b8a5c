// Proof that the lint rules find what they are there for: planted code in a house with the same rules.

import { plantHouse, runInstalled } from './fixture';

interface Linted {
  filePath: string;
  messages: { ruleId: string | null; message: string }[];
}

/** A file, its text, and the rule that must speak; none where the code is fine. */
const PLANTED: [path: string, text: string, rule?: string][] = [
  ['process/now.ts', 'export const at = Date.now();\n', 'no-restricted-properties'],
  ['case/today.ts', 'export const at = new Date();\n', 'no-restricted-syntax'],
  ['case/chance.ts', 'export const chance = Math.random();\n', 'no-restricted-properties'],
  ['case/local.ts', 'export const hour = (at: Date): number => at.getHours();\n', 'no-restricted-syntax'],
  ['case/universal.ts', 'export const hour = (at: string): number => new Date(at).getUTCHours();\n'],
  ['case/wait.ts', 'export const wait = (): unknown => setTimeout(() => undefined, 1);\n', 'no-restricted-globals'],
  ['texts/now.ts', 'export const at = new Date();\n', 'no-restricted-syntax'],
  ['texts/number.ts', "export const format = new Intl.NumberFormat('ar');\n"],
  ['workflows/file.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n", 'no-restricted-imports'],
  ['workflows/now.ts', '// Temporal makes it deterministic.\nexport const at = (): number => Date.now();\n'],
  ['language/file.ts', "import { join } from 'path';\nexport const joined = join;\n", 'no-restricted-imports'],
  ['records/setting.ts', 'export const setting = process.env.X;\n', 'no-restricted-properties'],
  ['records/setting-too.ts', "import { env } from 'node:process';\nexport const setting = env.X;\n", 'no-restricted-imports'],
  ['api/main.ts', 'export const setting = process.env.X;\n'],
  ['api/default.ts', 'export default 1;\n', 'no-restricted-syntax'],
  ['api/equal.ts', 'export const same = (a: unknown, b: unknown): boolean => a == b;\n', 'eqeqeq'],
  ['api/any.ts', 'export const it = (a: any): unknown => a;\n', '@typescript-eslint/no-explicit-any'],
  ['api/float.ts', 'const later = async (): Promise<void> => {};\nlater();\nexport {};\n', '@typescript-eslint/no-floating-promises'],
  ['api/misused.ts', 'const later = async (): Promise<boolean> => true;\nexport const it = later() ? 1 : 2;\n', '@typescript-eslint/no-misused-promises'],
  ['api/types.ts', "import { it } from './any';\nexport type It = typeof it;\n", '@typescript-eslint/consistent-type-imports'],
];

it('finds every planted violation and leaves what is allowed alone', () => {
  const house = plantHouse(['eslint.config.mjs', 'tsconfig.json'], Object.fromEntries(PLANTED));
  try {
    const linted = JSON.parse(runInstalled('eslint', ['--format', 'json', '.'], house.folder)) as Linted[];
    const found = new Map(
      linted.map(({ filePath, messages }) => [filePath.split('/').slice(-2).join('/'), messages.map(({ ruleId, message }) => ruleId ?? message)]),
    );
    const outcome = PLANTED.map(([path]) => [path, found.get(path)]);
    expect(outcome).toEqual(PLANTED.map(([path, , rule]) => [path, rule === undefined ? [] : [rule]]));
  } finally {
    house.remove();
  }
});
