// The table of who may import whom, held over the whole tree; and proof that it finds what breaks it.

import { plantHouse, runInstalled } from './fixture';
import { ROOT } from './tree';

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

/** What dependency-cruiser finds in `folder`, as `file: rule`, each once, sorted. */
function violationsIn(folder: string): string[] {
  const output = runInstalled('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', '.'], folder);
  const { summary } = JSON.parse(output) as { summary: { violations: Violation[] } };
  return [...new Set(summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`))].sort();
}

const asValue = (path: string): string => `import { thing } from '${path}';\nexport const used = thing;\n`;
const asType = (path: string): string => `import type { Thing } from '${path}';\nexport type Used = Thing;\n`;
const asPackage = (name: string): string => `import * as it from '${name}';\nexport const used = it;\n`;
const thing = 'export const thing = 1;\nexport type Thing = number;\n';

/** Every room has one file that may be imported. */
const FURNITURE = Object.fromEntries(
  ['process', 'case', 'texts', 'language', 'workflows', 'activities', 'codec', 'records', 'api', 'worker', 'engine', 'cli']
    .map((room) => [`${room}/thing.ts`, thing])
    .concat([['config.ts', thing]]),
) as Record<string, string>;

/** A file, what it imports, and the rule that must speak; none where the import is allowed. */
const PLANTED: [path: string, text: string, rule?: string][] = [
  ['process/a.ts', asValue('../case/thing'), 'process-imports-only-its-rooms'],
  ['process/b.ts', asType('../case/thing'), 'process-imports-only-its-rooms'],
  ['process/c.ts', asPackage('node:fs'), 'process-imports-no-node-module'],
  ['process/d.ts', asPackage('yaml'), 'process-imports-only-its-packages'],
  ['process/e.ts', asValue('../config'), 'process-imports-only-its-rooms'],
  ['case/a.ts', asValue('../process/thing')],
  ['case/b.ts', asType('../workflows/thing'), 'case-imports-only-its-rooms'],
  ['case/c.ts', asPackage('crypto'), 'case-imports-no-node-module'],
  ['texts/a.ts', asType('../case/thing')],
  ['texts/b.ts', asValue('../case/thing'), 'texts-imports-types-only'],
  ['texts/c.ts', asPackage('intl-messageformat')],
  ['language/a.ts', asPackage('yaml')],
  ['language/b.ts', asPackage('node:path'), 'language-imports-no-node-module'],
  ['language/c.ts', asValue('../records/thing'), 'language-imports-only-its-rooms'],
  ['workflows/a.ts', asType('../activities/thing')],
  ['workflows/b.ts', asValue('../activities/thing'), 'workflows-imports-types-only'],
  ['workflows/c.ts', asValue('../language/thing'), 'workflows-imports-only-its-rooms'],
  ['workflows/d.ts', asPackage('ajv'), 'workflows-imports-only-its-packages'],
  ['workflows/e.ts', asPackage('fs'), 'workflows-imports-no-node-module'],
  ['workflows/f.ts', asPackage('@temporalio/workflow')],
  ['workflows/g.ts', asPackage('@temporalio/client'), 'workflows-imports-only-its-packages'],
  ['codec/a.ts', asPackage('node:zlib')],
  ['codec/b.ts', asValue('../case/thing'), 'codec-imports-only-its-rooms'],
  ['records/a.ts', asValue('../case/thing'), 'records-imports-types-only'],
  ['records/b.ts', asPackage('nodemailer'), 'records-imports-only-its-packages'],
  ['activities/a.ts', asValue('../case/thing')],
  ['activities/b.ts', asType('../workflows/thing'), 'activities-imports-only-its-rooms'],
  ['api/a.ts', asType('../activities/thing'), 'api-imports-only-its-rooms'],
  ['api/b.ts', asType('../workflows/thing')],
  ['api/c.ts', asValue('../workflows/thing'), 'api-imports-types-only'],
  ['api/d.ts', asPackage('@temporalio/worker'), 'api-imports-only-its-packages'],
  ['api/e.ts', asPackage('fastify')],
  ['worker/a.ts', asValue('../activities/thing')],
  ['worker/b.ts', asValue('../api/thing'), 'worker-imports-only-its-rooms'],
  ['engine/a.ts', asType('../config')],
  ['engine/b.ts', asValue('../config'), 'engine-imports-types-only'],
  ['engine/c.ts', asValue('../process/thing'), 'engine-imports-only-its-rooms'],
  ['engine/for-tests.ts', asValue('./thing')],
  ['engine/d.ts', asValue('./for-tests'), 'no-test-support-in-production'],
  ['engine/e.ts', asPackage('fast-check'), 'no-development-package'],
  ['tests/engine/a.ts', asValue('../../engine/for-tests')],
  ['cli/a.ts', asValue('../api/thing'), 'cli-imports-only-its-rooms'],
  ['cli/b.ts', asValue('../engine/thing')],
  ['api/client.ts', thing],
  ['cli/c.ts', asValue('../api/client')],
  // A circle is reported once, at one of its files.
  ['case/circle-a.ts', "import { b } from './circle-b';\nexport const a = (): unknown => b;\n", 'no-cycle'],
  ['case/circle-b.ts', "import { a } from './circle-a';\nexport const b = (): unknown => a;\n"],
  ['case/lost.ts', asValue('./nowhere'), 'no-unresolvable-import'],
];

describe('who may import whom', () => {
  it('holds in the whole tree', () => {
    expect(violationsIn(ROOT)).toEqual([]);
  });

  it('finds every planted violation and leaves what is allowed alone', () => {
    const house = plantHouse(['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'], {
      ...FURNITURE,
      ...Object.fromEntries(PLANTED),
    });
    try {
      const expected = PLANTED.flatMap(([path, , rule]) => (rule === undefined ? [] : [`${path}: ${rule}`])).sort();
      expect(violationsIn(house.folder)).toEqual(expected);
    } finally {
      house.remove();
    }
  });
});
