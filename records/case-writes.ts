// Writes a case's transitions into the records: one transaction in one round trip, safe to repeat, refused when it comes too late.

import { DatabaseError } from 'pg';
import type { PoolClient } from 'pg';
import type { RecordCall } from '../case/record';
import { toMs } from '../process/time';
import type { Instant } from '../process/time';
import type { CaseKey, CaseKeys } from './case-keys';
import type { WordDigest } from './client-search';
import type { Connections } from './connections';
import type { DatabaseClock } from './database-clock';
import { sealJson } from './encryption';
import type { SealingKey } from './encryption';
import { journalPurpose, statePurpose } from './purposes';
import { RecordsError } from './records-error';

export interface CaseWrites {
  /**
   * Writes the case's row, items and state, the journal and the notices of its transitions: all or nothing. `ignored` means that a write
   * decided later (by run and history length) is there already. The sequences of the call replace those that stand there, and what
   * lies beyond the newest is removed; a notice that may have been sent stays, marked as replaced.
   *
   * @throws RecordsError `too-late` when it is past the call's deadline: nothing is written. `case-number-taken` when another agency has a
   * case of that number: nothing is written. `records-no-answer`: it may or may not have been written, repeat it. `records-unreachable`.
   */
  record(call: RecordCall): Promise<'recorded' | 'ignored'>;
}

interface Answer {
  outcome: 'recorded' | 'ignored' | 'too-late' | 'number-taken' | 'other-key';
  stored_key: Buffer | null;
  clock: Instant;
}

interface Parts {
  connections: Connections;
  keys: CaseKeys;
  clock: DatabaseClock;
  digest: WordDigest;
}

export function createCaseWrites({ connections, keys, clock, digest }: Parts): CaseWrites {
  return {
    async record(call) {
      const { number } = call.state;
      return connections.use(async (client) => {
        if (call.deadline !== undefined && !clock.isSet()) await readClock(client, clock);
        let key = await likelyKey(client, keys, call);
        for (;;) {
          const answer = await write(client, withDigests(call, digest), key, clock);
          clock.learn(answer.clock);
          if (answer.outcome === 'too-late') throw tooLate();
          if (answer.outcome === 'number-taken') throw numberTaken(number);
          if (answer.outcome !== 'other-key' || answer.stored_key === null) {
            if (answer.outcome === 'recorded') keys.remember(number, key);
            return answer.outcome as 'recorded' | 'ignored';
          }
          // Another process opened the case in the records first.
          key = keys.unwrap(number, answer.stored_key);
        }
      });
    },
  };
}

/** The key of a case seen before, else the one in the database; for an opening a new one, in the hope that nobody else made one. */
async function likelyKey(client: PoolClient, keys: CaseKeys, call: RecordCall): Promise<CaseKey> {
  const { number } = call.state;
  const remembered = keys.remembered(number);
  if (remembered) return remembered;
  if (call.transitions[0]?.sequence !== 1) {
    const { rows } = await client.query<{ data_key: Buffer }>('select data_key from cases where number = $1', [number]);
    if (rows[0]) return keys.unwrap(number, rows[0].data_key);
  }
  return keys.create(number);
}

/** What is private in the row leaves as digests. */
const withDigests = (call: RecordCall, digest: WordDigest): RecordCall =>
  ({ ...call, row: { ...call.row, clientWords: (call.row.clientWords ?? []).map(digest) } });

/** A server that answers at all says `too-late` itself, which is more than a time-out can know. */
const GRACE_MS = 1_000;
const STATEMENT = 'select * from caseway_record($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)';

async function write(client: PoolClient, call: RecordCall, { key, wrapped }: CaseKey, clock: DatabaseClock): Promise<Answer> {
  const left = call.deadline === undefined ? undefined : toMs(call.deadline) - Date.now();
  if (left !== undefined && left <= 0) throw tooLate();
  const values = valuesOf(call, key, wrapped, call.deadline === undefined ? null : clock.translate(call.deadline));
  try {
    // Named, so that each connection parses and plans it once. Given up some time after the transaction would refuse by itself.
    const query = { name: 'record', text: STATEMENT, values, ...(left !== undefined && { query_timeout: left + GRACE_MS }) };
    const { rows } = await client.query<Answer>(query);
    return rows[0] as Answer;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'CW001') throw tooLate();
    throw error;
  }
}

function valuesOf(call: RecordCall, key: SealingKey, wrapped: Buffer, deadline: Instant | null): unknown[] {
  const { state, row, transitions } = call;
  const entries = transitions.flatMap((transition) => transition.journal);
  const notices = transitions.flatMap(({ sequence, notices }) =>
    notices.map((body) => ({ id: body.id, sequence, notBefore: body.notBefore, body })),
  );
  return [
    JSON.stringify(row),
    call.run,
    call.length,
    state.journal,
    deadline,
    wrapped,
    sealJson(key, state, statePurpose(state.number)),
    transitions[0]?.sequence ?? state.sequence + 1,
    entries.map((entry) => entry.n),
    entries.map((entry) => entry.sequence),
    entries.map((entry) => sealJson(key, entry, journalPurpose(state.number, entry.n, entry.sequence))),
    JSON.stringify(notices),
  ];
}

async function readClock(client: PoolClient, clock: DatabaseClock): Promise<void> {
  const { rows } = await client.query<{ clock: Instant }>('select clock_timestamp() as clock');
  if (rows[0]) clock.learn(rows[0].clock);
}

function tooLate(): RecordsError {
  return new RecordsError(
    'too-late',
    'The records came to this write only after its deadline and refused it; nothing was written.',
    'Nothing needs to be done: the case writes it again by its ordinary activity.',
  );
}

function numberTaken(number: string): RecordsError {
  return new RecordsError(
    'case-number-taken',
    `Case number ${number} belongs to another agency's case.`,
    'Open the case again with another idempotency key: its number is derived from it.',
  );
}
