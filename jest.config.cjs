// Which tests run, how their TypeScript is read, and which of them need a Temporal service or a PostgreSQL.
//
// Three projects, so that jest starts what a run needs and nothing more: a project's globalSetup runs only when
// at least one of its tests was selected. `npx jest tests/case` starts no server at all.

/** Folders of tests that need PostgreSQL alone. */
const WITH_POSTGRES = ['records', 'activities'];
/** Folders of tests that need a Temporal service and PostgreSQL; those in tests/whole bring up an installation of their own. */
const WITH_ENGINE = ['workflows', 'worker', 'api', 'cli'];

// Slow files run by `npm run test:all`, or when they are asked for by name (`npx jest tests/whole/kill.slow`).
const withSlow = process.env.CASEWAY_SLOW === '1' || process.argv.slice(2).some((arg) => /\bslow\b/.test(arg));

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  testPathIgnorePatterns: withSlow ? ['/node_modules/'] : ['/node_modules/', '\\.slow\\.test\\.ts$'],
  modulePathIgnorePatterns: ['<rootDir>/\\.caseway/', '<rootDir>/dist/'],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Libraries that are published as ES modules only: jest's require cannot read them on Node 20 untransformed.
  transformIgnorePatterns: [
    '/node_modules/(?!(@marcbachmann/cel-js|@noble/hashes|@clack|fast-string-width|fast-string-truncated-width|fast-wrap-ansi|sisteransi|intl-messageformat|@formatjs|nodemailer|typebox|temporal-polyfill|temporal-utils)/)',
  ],
};

const services = (setup) => ({
  globalSetup: `<rootDir>/tests/${setup}.cjs`,
  globalTeardown: '<rootDir>/tests/global-teardown.cjs',
});

const testsIn = (folders) => folders.map((folder) => `<rootDir>/tests/${folder}/**/*.test.ts`);

module.exports = {
  testTimeout: 30_000,
  maxWorkers: '100%',
  projects: [
    {
      ...shared,
      displayName: 'alone',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: [
        ...shared.testPathIgnorePatterns,
        ...[...WITH_POSTGRES, ...WITH_ENGINE].map((folder) => `<rootDir>/tests/${folder}/`),
      ],
    },
    { ...shared, ...services('setup-postgres'), displayName: 'postgres', testMatch: testsIn(WITH_POSTGRES) },
    { ...shared, ...services('setup-engine'), displayName: 'engine', testMatch: testsIn(WITH_ENGINE) },
  ],
};
