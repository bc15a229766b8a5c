// Migrations: once, also when two processes start together, and never on a newer database.

import { assertMigrated, migrate } from '../../records/migrate';
import { MIGRATIONS } from '../../records/migrations/index';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const ALL = MIGRATIONS.map((migration) => migration.version);
const layout = () => database.query('select version, name from migrations order by version');

describe('migrations', () => {
  test('are numbered from 1 without gaps', () => {
    expect(ALL).toEqual(ALL.map((_version, index) => index + 1));
  });

  test('run once, and a second start finds nothing to do', async () => {
    expect(await migrate(database.url)).toEqual(ALL);
    expect(await migrate(database.url)).toEqual([]);
  });

  test('run once when several processes start at the same moment', async () => {
    const ran = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url)));
    expect(ran.flat().sort()).toEqual(ALL);
    expect(await layout()).toHaveLength(ALL.length);
  });

  test('a database made by a newer version is refused in a sentence and left alone', async () => {
    await migrate(database.url);
    await database.query(`insert into migrations (version, name) values (${ALL.length + 1}, 'from-the-future')`);
    await expect(migrate(database.url)).rejects.toMatchObject({
      code: 'database-newer',
      message: expect.stringContaining(`its layout is number ${ALL.length + 1}, this version knows up to ${ALL.length}`),
      fix: expect.stringContaining('newer'),
    });
    expect(await layout()).toHaveLength(ALL.length + 1);
  });

  test('a program that leaves them to another is told in a sentence when they are missing', async () => {
    await expect(assertMigrated(database.url)).rejects.toMatchObject({ code: 'database-older', fix: expect.stringContaining('--only prepare') });
    await migrate(database.url, MIGRATIONS.slice(0, -1));
    await expect(assertMigrated(database.url)).rejects.toMatchObject({ code: 'database-older', message: expect.stringContaining('1 steps') });
    await migrate(database.url);
    await expect(assertMigrated(database.url)).resolves.toBeUndefined();
    await database.query(`insert into migrations (version, name) values (${ALL.length + 1}, 'from-the-future')`);
    await expect(assertMigrated(database.url)).rejects.toMatchObject({ code: 'database-newer' });
  });

  test('one that fails half way leaves nothing of itself, and the next start goes on from there', async () => {
    const broken = { version: 1, name: 'broken', sql: 'create table half (n int); create table half (n int);' };
    await expect(migrate(database.url, [broken])).rejects.toMatchObject({ code: 'records-refused' });
    expect(await database.query(`select 1 from pg_tables where tablename = 'half'`)).toEqual([]);
    expect(await migrate(database.url)).toEqual(ALL);
  });
});
