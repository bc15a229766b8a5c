// `npm run demo`: an installation of its own in a folder of its own, the story played in it, and nothing left behind.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import type { Config } from '../config';
import { findFreePort } from '../engine/ports';
import { DemoWorld } from './demo-world';
import { tellStory } from './demo-story';
import { startInstallation } from './installation';
import { cacheFolder, explain } from './start';

export interface DemoOptions {
  /** Settings of the environment; its servers are not used, for the demo moves a clock and cleans up after itself. */
  config: Config;
  environment: Readonly<Record<string, string | undefined>>;
  definitionsFolder: string;
  write(line: string): void;
  /** Resolves when the person wants it to end (Ctrl-C). */
  ended: Promise<unknown>;
}

/** Plays the shipped process from registration to closure. Gives the exit code: 0 when the case was closed. */
export async function demo(options: DemoOptions): Promise<number> {
  const { write } = options;
  const begun = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'caseway-demo-'));
  await chmod(folder, 0o711);
  try {
    write(pc.dim('Starting a Temporal service, a PostgreSQL, a mail catcher, a worker and the API of their own …'));
    const installation = await startInstallation({
      ...options, config: ownParts(options.config), dataFolder: join(folder, 'data'), port: await findFreePort(), timeSkipping: true,
      cacheDir: cacheFolder(options.environment), say: (part, text) => write(pc.dim(`  ${part.padEnd(12)}${text}`)),
    });
    try {
      const world = await DemoWorld.create(installation);
      const story = tellStory(world, write).finally(() => world.close());
      const end = await Promise.race([story.then(() => null), options.ended.then(() => 'ended'), installation.broken]);
      if (end !== null) throw new DemoEnded(end);
    } finally {
      await installation.stop();
    }
    write(pc.dim(`Everything was stopped and removed. It took ${Math.round((performance.now() - begun) / 1000)} seconds.`));
    return 0;
  } catch (error) {
    write(`${pc.red('The demo ended early.')} ${error instanceof DemoEnded ? error.message : explain(error)}`);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class DemoEnded extends Error {}

const ownParts = ({ temporalAddress: _1, databaseUrl: _2, smtpUrl: _3, publicUrl: _4, ...rest }: Config): Config => ({ ...rest, temporalNamespace: 'default', host: '127.0.0.1' });
