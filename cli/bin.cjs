#!/usr/bin/env node
// What `npx caseway` starts: the program as one file where the command is in it, else the TypeScript sources as they are.

const { bundleFor } = require('./bundle.cjs');

bundleFor(process.argv[2]).then((bundle) => {
  if (bundle !== undefined) return require(bundle);
  require('tsx/cjs');
  return require('./main.ts');
});
