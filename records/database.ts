// The records as one object: everything that is kept in PostgreSQL, over one pool of connections.

import { createArtefacts } from './artefacts';
import type { Artefacts } from './artefacts';
import { createCaseKeys } from './case-keys';
import { createCaseWrites } from './case-writes';
import type { CaseWrites } from './case-writes';
import { createCases } from './cases';
import { createConfirmations } from './confirmations';
import type { Confirmations } from './confirmations';
import type { Cases } from './cases';
import { createClientSearch, createWordDigest } from './client-search';
import type { ClientSearch } from './client-search';
import { connect } from './connections';
import { createDatabaseClock } from './database-clock';
import { sealingKey } from './encryption';
import { createDocuments } from './documents';
import type { Documents } from './documents';
import { createJournal } from './journal';
import type { Journal } from './journal';
import { createMails } from './mails';
import type { Mails } from './mails';
import { assertMigrated, migrate } from './migrate';
import { createNotices } from './notices';
import type { Notices } from './notices';
import { onPublished } from './publications';
import type { Subscription } from './publications';
import { createPartners } from './partners';
import type { Partners } from './partners';
import { createRetention } from './retention';
import type { Retention } from './retention';
import { createStaff } from './staff';
import type { Staff } from './staff';
import { createWatch } from './watch';
import type { Watch } from './watch';
import { createWebhooks } from './webhooks';
import type { Webhooks } from './webhooks';
import { createWorkloads } from './workload';
import type { Workloads } from './workload';

/** All of them throw RecordsError `records-unreachable` when the database is away, and `records-no-answer` when it hangs. */
export interface Records extends Artefacts, CaseWrites, Cases, ClientSearch, Confirmations, Documents, Journal, Staff, Notices, Mails, Partners, Retention, Watch, Webhooks, Workloads {
  /** Brings the database to this version's layout; gives the migrations it ran. @throws RecordsError `database-newer`. */
  migrate(): Promise<number[]>;
  /** Makes sure that the database has this version's layout. @throws RecordsError `database-older`, `database-newer`. */
  assertMigrated(): Promise<void>;
  /** Tells of publications, by whatever process; null when some may have been missed. */
  onPublished(listener: (agency: string | null) => void): Promise<Subscription>;
  close(): Promise<void>;
}

export interface RecordsOptions {
  /** `postgres://…` */
  url: string;
  /** The installation's key, 32 bytes, which wraps the keys of the cases. */
  key: Buffer;
  /** Most connections held at once. @default 10 */
  poolSize?: number;
}

/** Opens the records; the database is reached with the first call. @throws RecordsError `key-unusable`. */
export function openRecords({ url, key, poolSize = 10 }: RecordsOptions): Records {
  const digest = createWordDigest(key);
  const keys = createCaseKeys(key);
  const connections = connect(url, poolSize);
  const { kysely } = connections;
  return {
    ...createArtefacts(kysely),
    ...createCaseWrites({ connections, keys, clock: createDatabaseClock(), digest }),
    ...createClientSearch(kysely, digest),
    ...createCases(kysely, keys),
    ...createConfirmations(kysely),
    ...createDocuments(kysely, keys),
    ...createJournal(kysely, keys),
    ...createStaff(kysely),
    ...createNotices(kysely),
    ...createMails(kysely),
    ...createPartners(kysely),
    ...createRetention(kysely, keys),
    ...createWatch(kysely),
    ...createWebhooks(kysely, sealingKey(key)),
    ...createWorkloads(kysely),
    migrate: () => migrate(url),
    assertMigrated: () => assertMigrated(url),
    onPublished: (listener) => onPublished(url, listener),
    close: () => connections.close(),
  };
}
