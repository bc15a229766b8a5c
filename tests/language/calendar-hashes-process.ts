// Prints the hash of each shipped calendar, compiled with no Intl there: a runtime's own time-zone data cannot have had a part in it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCalendar } from '../../language/calendar';

const FOLDER = join(__dirname, '../../definitions/calendars');

(globalThis as { Intl?: unknown }).Intl = undefined;
const hashes = readdirSync(FOLDER).sort().map((file) => [file.replace('.yaml', ''), compileCalendar(`calendars/${file}`, readFileSync(join(FOLDER, file))).hash]);
process.stdout.write(JSON.stringify(Object.fromEntries(hashes)));
