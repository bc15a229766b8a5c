// Writes the reference part of docs/language.md from the schemas, and docs/keys.md: `npm run docs`.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysPage } from './keys';
import { withReference } from './reference';

const PAGE = join(__dirname, '../../docs/language.md');
writeFileSync(PAGE, withReference(readFileSync(PAGE, 'utf8')));
writeFileSync(join(__dirname, '../../docs/keys.md'), keysPage());
