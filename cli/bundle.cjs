// The commands that only read and write files, as one file that loads at once: built from the sources when one of them has changed.
//
// Loading two hundred TypeScript files one by one takes several times as long as checking a process. The bundle stands in
// node_modules/.cache and may be deleted at any time; where it cannot be written, the sources are loaded as they are.

const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join, relative, resolve } = require('node:path');

const ROOT = dirname(__dirname);
const CACHE = join(ROOT, 'node_modules', '.cache', 'caseway');
const BUNDLE = join(CACHE, 'files.cjs');
/** The sources of the bundle with their states, and which Node it was built by. */
const INPUTS = join(CACHE, 'files.json');

/** The commands in it, and what they load when they are called. */
const COMMANDS = ['check', 'fix', 'format'];
const LOADED = ['../check', '../fix', '../format', './scenarios'];

/** The path of a bundle that is as the sources are; nothing for other commands, and where there can be none. */
async function bundleFor(command) {
  if (!COMMANDS.includes(command)) return undefined;
  try {
    if (!isFresh()) await build();
    return BUNDLE;
  } catch {
    return undefined;
  }
}

function isFresh() {
  try {
    const { node, inputs } = JSON.parse(readFileSync(INPUTS, 'utf8'));
    return node === process.version && stateOf(BUNDLE) !== '' && Object.entries(inputs).every(([path, state]) => stateOf(join(ROOT, path)) === state);
  } catch {
    return false;
  }
}

/** Another one after each change of a file; empty where it is not there. */
function stateOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size}` : '';
}

async function build() {
  const { outputFiles, metafile } = await require('esbuild').build({
    entryPoints: [join(__dirname, 'main.ts')], absWorkingDir: ROOT, bundle: true, platform: 'node', target: 'node20', write: false, metafile: true, logLevel: 'silent', plugins: [others],
  });
  // States are taken before anything is written: what changes meanwhile is another state the next time.
  const sources = Object.keys(metafile.inputs).filter((path) => !path.startsWith('node_modules/'));
  const inputs = Object.fromEntries([...sources, 'package-lock.json', relative(ROOT, __filename)].map((path) => [path, stateOf(join(ROOT, path))]));
  mkdirSync(CACHE, { recursive: true });
  replace(BUNDLE, outputFiles[0].contents);
  replace(INPUTS, JSON.stringify({ node: process.version, inputs }));
}

/** Whole or not at all: several of them may be started at once. */
function replace(path, content) {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

/** What other commands load when they are called stays outside. */
const others = {
  name: 'others',
  setup: (one) => one.onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir, importer }) =>
    kind === 'require-call' && !importer.includes('node_modules') && !LOADED.includes(path) ? { path: resolve(resolveDir, path), external: true } : undefined),
};

module.exports = { bundleFor };
