// What the compiler does not see: promises left floating, clocks and chance in the pure core, the environment read in passing.

import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['**/*.ts'];

/** Rules that differ by folder need the whole list each time: eslint replaces a rule's options, it does not merge them. */
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a thing has one name, and is found by it.',
};
const noCurrentTime = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Time is handed in: take the instant as an argument.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Time is handed in: take the instant as an argument.' },
];
const noMachineTimeZone = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length>1]', message: 'Read in the time zone of the machine: use Date.UTC.' },
  {
    selector:
      'CallExpression[callee.property.name=/^([gs]et(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)|getTimezoneOffset)$/][callee.object.type!="ThisExpression"]',
    message: 'Local time of the machine: use the UTC method, or the offsets of the calendar.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(localeCompare|toLocale(Date|Time)?String|toLocale(Upper|Lower)Case)$/]',
    message: 'Depends on the runtime and its data: a replay on another machine would differ.',
  },
];
const noProcessEnv = { object: 'process', property: 'env', message: 'Only */main.ts and config.ts read the environment: take a setting as an argument.' };
const noClockProperties = [
  { object: 'Date', property: 'now', message: 'Time is handed in: take the instant as an argument.' },
  { object: 'Math', property: 'random', message: 'Chance is handed in, or derived by a hash.' },
  { object: 'performance', property: 'now', message: 'Time is handed in: take the instant as an argument.' },
];
const noOutside = ['process', 'Buffer', 'fetch', 'crypto', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'console'].map((name) => ({
  name,
  message: 'The core has no clock, no chance and no outside world.',
}));
const noNodeModules = {
  // Spelled with and without "node:"; what else may be imported is the table in .dependency-cruiser.cjs.
  patterns: [{ regex: '^(node:.*|assert|buffer|child_process|crypto|events|fs|http|https|net|os|path|process|stream|timers|tls|url|util|v8|vm|worker_threads|zlib)(/.*)?$', message: "Node's own modules are not there where this code runs." }],
};
const noEnvModule = { paths: ['process', 'node:process'].map((name) => ({ name, importNames: ['env', 'default'], message: noProcessEnv.message })) };

export default tseslint.config(
  { ignores: ['node_modules/', 'coverage/', 'dist/', '.caseway/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // `== null` asks for null and undefined at once.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-throw-literal': 'off',
      'object-shorthand': 'error',
      'prefer-template': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      'no-restricted-properties': ['error', noProcessEnv],
      'no-restricted-imports': ['error', noEnvModule],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['process/**/*.ts', 'case/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, ...noCurrentTime, ...noMachineTimeZone],
      'no-restricted-properties': ['error', noProcessEnv, ...noClockProperties],
      'no-restricted-imports': ['error', noNodeModules],
      'no-restricted-globals': ['error', ...noOutside, { name: 'Intl', message: 'Its data differ between runtimes: a replay would too.' }],
    },
  },
  {
    files: ['texts/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, ...noCurrentTime],
      'no-restricted-properties': ['error', noProcessEnv, ...noClockProperties],
      'no-restricted-imports': ['error', noNodeModules],
      'no-restricted-globals': ['error', ...noOutside],
    },
  },
  {
    files: ['workflows/**/*.ts', 'language/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', noNodeModules] },
  },
  {
    // Where the environment comes in and words for people go out; a for-tests.ts is the main.ts of a run of tests.
    files: ['*/main.ts', 'config.ts', '*/for-tests.ts', 'tests/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off', 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    rules: { eqeqeq: ['error', 'always'], 'no-var': 'error', 'prefer-const': 'error', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
);
