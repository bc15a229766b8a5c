// Who may import whom, as one table; CONTRIBUTING.md says the same in words.
//
// A folder ("room") may import what its row lists and nothing else: other rooms, packages, Node's own modules. Adding a
// package to a room means adding it here, on purpose: that is where somebody asks whether the room should know of it.

const { builtinModules } = require('node:module');

/** Rooms whose packages are not listed one by one: they stand at the edge and wire things together. */
const ANY_PACKAGE = Symbol('any package');

/**
 * - `ours`: rooms that may be imported; `room/file` narrows it to one file or folder of that room
 * - `ourTypes`: rooms of which only types may be imported (`import type`)
 * - `packages`: packages that may be imported
 * - `never`: packages that may not, where any other may
 * - `node`: whether Node's own modules may be imported
 */
const ROOMS = {
  // Pure: the same input gives the same output on every machine, for years. @noble/hashes is computation alone.
  process: { packages: ['@noble/hashes'] },
  case: { ours: ['process'] },
  texts: { ours: ['process'], ourTypes: ['case'], packages: ['intl-messageformat', '@formatjs/icu-messageformat-parser'] },
  // What an agency edits, with the JSON Schemas that the checker reads as its table of the language's shape: no code.
  definitions: {},
  // Runs in the browser as well: no Node module, nothing that evaluates text.
  language: {
    ours: ['process', 'case', 'texts', 'definitions'],
    packages: ['yaml', 'ajv', '@marcbachmann/cel-js', 'fastest-levenshtein', 'moment-timezone'],
  },
  // Pure as well: a process and its texts go in, a picture comes out; the pages will draw with it too.
  drawing: { ours: ['process'], packages: ['@dagrejs/dagre'] },
  // Runs in Temporal's isolate, where a package that is not deterministic breaks the replay of every open case.
  workflows: { ours: ['case', 'process'], ourTypes: ['activities'], packages: ['@temporalio/workflow', '@temporalio/common'] },
  codec: { ours: ['process'], packages: ['@temporalio/common', '@temporalio/proto'], node: true },
  records: { ours: ['process'], ourTypes: ['case'], packages: ['pg', 'kysely'], node: true },
  activities: {
    ours: ['records', 'texts', 'process', 'case'],
    packages: ['nodemailer', 'standardwebhooks', '@temporalio/activity', '@temporalio/common'],
    node: true,
  },
  api: {
    ours: [
      'case', 'codec', 'texts', 'process', 'language', 'records', 'workflows/messages', 'config',
      // The development page of caught mails reads their folder.
      'engine/mail-folder', 'engine/engine-error',
    ],
    ourTypes: ['workflows'],
    packages: ANY_PACKAGE,
    never: ['@temporalio/worker', '@temporalio/activity', 'nodemailer'],
    node: true,
  },
  worker: {
    ours: ['workflows', 'activities', 'codec', 'records', 'texts', 'process', 'case', 'config'],
    packages: ANY_PACKAGE,
    never: ['fastify'],
    node: true,
  },
  engine: { ourTypes: ['config'], packages: ANY_PACKAGE, never: ['@temporalio/worker', '@temporalio/workflow', 'fastify'], node: true },
  cli: {
    ours: [
      'language', 'drawing', 'case', 'process', 'texts', 'codec', 'engine', 'records', 'config',
      // The API as its callers see it; and the two programs that `caseway start` runs.
      'api/client', 'api/main', 'worker/main',
      // The demo has the post sent in the case's own time.
      'workflows/messages',
    ],
    packages: ANY_PACKAGE,
    never: ['@temporalio/worker', '@temporalio/workflow', '@temporalio/activity', 'fastify'],
    node: true,
  },
  config: { packages: ['typebox'], node: true },
};

const escape = (text) => text.replace(/[/.$^*+?()[\]{}|\\-]/g, '\\$&');
/** A room, a folder in it or one file: `case` is case/…, `config` is config.ts, `api/client` is api/client.ts or api/client/…. */
const pathOf = (room) => `^${escape(room)}(/|\\.ts$|\\.cjs$)`;
const packagePath = (name) => `(^|/)node_modules/(@types/)?${escape(name)}(/|$)|^${escape(name)}(/|$)`;
const NODE_MODULES = `^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).map(escape).join('|')})$`;
/** A relative path that leads nowhere: no-unresolvable-import speaks of it. */
const RELATIVE = '^\\.\\.?/(?!.*node_modules/)';
const OUR_FOLDERS = [...Object.keys(ROOMS), 'tests', 'bench'].map(pathOf);

/** The rules of one row of the table. */
function rulesFor(room, { ours = [], ourTypes = [], packages = [], never = [], node = false }) {
  const from = { path: pathOf(room) };
  const allowed = [room, ...ours].map(pathOf);
  const typesAllowed = ourTypes.map(pathOf);
  const rules = [
    {
      name: `${room}-imports-only-its-rooms`,
      comment: `${room}/ may import ${[...ours, ...ourTypes.map((name) => `${name} (types)`)].join(', ') || 'nothing'} of ours.`,
      severity: 'error',
      from,
      to: { path: OUR_FOLDERS, pathNot: [...allowed, ...typesAllowed] },
    },
  ];
  if (typesAllowed.length > 0) {
    rules.push({
      name: `${room}-imports-types-only`,
      comment: `${room}/ may import of ${ourTypes.join(', ')} types only (import type).`,
      severity: 'error',
      from,
      to: { path: typesAllowed, pathNot: allowed, dependencyTypesNot: ['type-only'] },
    });
  }
  if (!node) {
    rules.push({
      name: `${room}-imports-no-node-module`,
      comment: `${room}/ runs where Node's own modules are not (the workflow isolate, the browser), or is pure.`,
      severity: 'error',
      from,
      to: { path: NODE_MODULES },
    });
  }
  const anyPackage = packages === ANY_PACKAGE;
  rules.push({
    name: `${room}-imports-only-its-packages`,
    comment: anyPackage ? `${room}/ may not import ${never.join(', ')}.` : `${room}/ may import ${packages.join(', ') || 'no package'}.`,
    severity: 'error',
    from,
    to: anyPackage ? { path: never.map(packagePath) } : { pathNot: [...packages.map(packagePath), ...OUR_FOLDERS, NODE_MODULES, RELATIVE] },
  });
  return rules.filter((rule) => rule.to.path === undefined || rule.to.path.length > 0);
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).flatMap(([room, row]) => rulesFor(room, row)),
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one subject, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable-import',
      comment: 'The file or package does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-test-support-in-production',
      comment: 'A for-tests.ts serves runs of tests; what runs in production must not need it.',
      severity: 'error',
      from: { pathNot: ['^tests/', '^bench/', '/for-tests\\.ts$'] },
      to: { path: '/for-tests\\.ts$' },
    },
    {
      name: 'no-development-package',
      comment: 'What runs in production must stand in dependencies of package.json, not in devDependencies.',
      severity: 'error',
      from: { pathNot: ['^tests/', '^bench/', '^[^/]+\\.(cjs|mjs)$', '^\\.'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(coverage|dist)/', '^\\.caseway/', '^\\.git/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
