// An installation as `npm start` runs it, on the reference case or another, with its people; for what is measured from outside.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Installation } from '../cli/installation';
import { startInstallation } from '../cli/installation';
import { readConfig } from '../config';
import { makeTestFolder } from '../engine/for-tests';
import { findFreePort } from '../engine/ports';
import { referenceFiles } from './reference-rules';

export interface Place {
  installation: Installation;
  /** A call of the one who owns cases; throws when it is not answered as it should. */
  call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Starts it in a new folder, removed by `stop`. */
export async function startPlace(files: Record<string, string> = referenceFiles()): Promise<Place> {
  const folder = await makeTestFolder();
  const definitionsFolder = join(folder, 'definitions');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(definitionsFolder, path)), { recursive: true });
    await writeFile(join(definitionsFolder, path), text);
  }
  const installation = await startInstallation({
    // Of the surroundings only what finds programs: a DATABASE_URL must not lead the measurement into somebody's installation.
    config: readConfig({ LOG_LEVEL: 'error' }),
    environment: { PATH: process.env.PATH, HOME: process.env.HOME },
    dataFolder: join(folder, 'installation'), port: await findFreePort(), definitionsFolder,
    cacheDir: process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), say: () => undefined,
  });
  const worker = installation.people.find((person) => person.roles.includes('case_worker'));
  return {
    installation,
    async call(method, path, body) {
      const response = await fetch(`${installation.url}${path}`, {
        method, headers: { authorization: `Bearer ${worker?.token}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      if (!response.ok || response.status === 202) throw new Error(`${method} ${path} was answered with ${response.status} ${String(answer['code'] ?? '')}.`);
      return answer;
    },
    async stop() {
      await installation.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
