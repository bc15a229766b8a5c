// Records a history for each construct of the shell and of the language, with the digests of its transitions: `npm run histories`, once for a release.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { startTestTemporal } from '../../engine/for-tests';
import { buildWorkflowBundle } from '../../worker/bundle';
import { HISTORIES, historiesOf, replay } from './histories';
import type { Recording } from './recordings';
import { RECORDINGS } from './recordings';
import { startShell } from './shell';

async function record(name: string, { historyLimit, play }: Recording, bundle: { codePath: string }): Promise<void> {
  const shell = await startShell(historyLimit === undefined ? {} : { historyLimit });
  try {
    const { workflowId, runIds } = await play(shell, `MADE-${name.toUpperCase()}`);
    const histories = await historiesOf(shell.client, workflowId, runIds);
    for (const [n, history] of histories.entries()) {
      const digests = await replay(bundle, { workflowId, history });
      const file = join(HISTORIES, version, `${name}${histories.length > 1 ? `.${n + 1}` : ''}.json`);
      writeFileSync(file, `${JSON.stringify({ workflowId, history, digests })}\n`);
      process.stdout.write(`${file}: ${digests.length} transitions\n`);
    }
  } finally {
    await shell.stop();
  }
}

async function main(): Promise<void> {
  const service = await startTestTemporal();
  process.env.TEMPORAL_ADDRESS = service.address;
  try {
    const bundle = await buildWorkflowBundle({ entry: join(__dirname, 'replay-bundle.ts') });
    mkdirSync(join(HISTORIES, version), { recursive: true });
    for (const [name, recording] of Object.entries(RECORDINGS)) await record(name, recording, bundle);
  } finally {
    await service.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
