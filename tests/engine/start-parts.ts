// Run as a process of its own by the tests: opens a data folder, starts both servers, says so, and stays until it is killed.
import { openDataFolder } from '../../engine/data-folder';
import { findTestTemporal } from '../../engine/for-tests';
import { findFreePorts } from '../../engine/ports';
import { startPostgres } from '../../engine/postgres';
import { startTemporalService } from '../../engine/temporal-service';

/** What it says on its standard output, as one line of JSON. */
export interface StartedParts {
  temporal: { pid: number; address: string };
  postgres: { pid: number; url: string };
}

async function main(path: string): Promise<void> {
  const folder = await openDataFolder(path);
  const [temporalPort = 0, postgresPort = 0] = await findFreePorts(2);
  const [temporal, postgres] = await Promise.all([
    startTemporalService({ binary: await findTestTemporal(), port: temporalPort, databaseFile: folder.temporalDatabase }),
    startPostgres({ folder: folder.postgresFolder, port: postgresPort }),
  ]);
  const started: StartedParts = {
    temporal: { pid: temporal.pid, address: temporal.address },
    postgres: { pid: postgres.pid, url: postgres.url },
  };
  process.stdout.write(`${JSON.stringify(started)}\n`);
  // The servers' pipes keep this process alive.
}

if (require.main === module) void main(process.argv[2] ?? '');
