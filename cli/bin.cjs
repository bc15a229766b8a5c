#!/usr/bin/env node
// What `npx caseway` starts: loads the TypeScript sources as they are, and runs the program.

require('tsx/cjs');
require('./main.ts');
