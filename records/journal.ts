// A case's journal as it is read, and the proof that it is what was written: its chain of hashes, its seals and its count.

import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Case } from '../case/case';
import type { JournalEntry } from '../case/effect';
import type { CaseKeys } from './case-keys';
import { openJson } from './encryption';
import type { SealingKey } from './encryption';
import { journalPurpose, statePurpose } from './purposes';
import { RecordsError } from './records-error';
import type { Tables } from './tables';

export interface JournalProblem {
  /** Of the entry; for `count`, the number of entries that the case says it has. */
  n: number;
  /** An entry is missing, was changed, was written with something else in it than fits its place; or the count differs. */
  problem: 'missing' | 'changed' | 'unreadable' | 'count';
}

export interface Verified {
  /** Entries that are there. */
  entries: number;
  /** Empty when the journal is whole. */
  problems: JournalProblem[];
}

export interface Journal {
  /** Entries after `n`, in order; 100 when no limit is given, never above 1,000. @throws RecordsError `content-unreadable`. */
  journal(number: string, page?: { after?: number; limit?: number }): Promise<JournalEntry[]>;
  /** Of an erased case the chain alone can be verified. Null when there is nothing of that number. */
  verifyJournal(number: string): Promise<Verified | null>;
}

const PAGE = 100;
const LONGEST_PAGE = 1_000;

export function createJournal(kysely: Kysely<Tables>, keys: CaseKeys): Journal {
  const rowsAfter = (number: string, after: number, limit: number) =>
    kysely
      .selectFrom('journal')
      .select(['n', 'sequence', 'body', 'hash'])
      .where('case_number', '=', number)
      .where('n', '>', after)
      .orderBy('n')
      .limit(limit)
      .execute();
  const caseOf = (number: string) => kysely.selectFrom('cases').select(['data_key', 'state']).where('number', '=', number).executeTakeFirst();

  return {
    async journal(number, { after = 0, limit = PAGE } = {}) {
      const found = await caseOf(number);
      if (!found) return [];
      const { key } = keys.unwrap(number, found.data_key);
      const rows = await rowsAfter(number, after, Math.min(limit, LONGEST_PAGE));
      return rows.map((row) => openJson(key, row.body, journalPurpose(number, row.n, row.sequence)) as JournalEntry);
    },
    async verifyJournal(number) {
      const found = await caseOf(number);
      const key = found ? keys.unwrap(number, found.data_key).key : null;
      const proof: Proof = { number, key, chain: createHash('sha256').update(number).digest(), last: 0, entries: 0, problems: [] };
      for (;;) {
        const rows = await rowsAfter(number, proof.last, LONGEST_PAGE);
        if (rows.length === 0) break;
        for (const row of rows) prove(proof, row);
      }
      if (!found || !key) return proof.entries > 0 ? { entries: proof.entries, problems: proof.problems } : null;
      const { journal: count } = openJson(key, found.state, statePurpose(number)) as Case;
      if (proof.entries !== count) proof.problems.push({ n: count, problem: 'count' });
      return { entries: proof.entries, problems: proof.problems };
    },
  };
}

interface Proof {
  number: string;
  /** Null when the case has been erased. */
  key: SealingKey | null;
  chain: Buffer;
  last: number;
  entries: number;
  problems: JournalProblem[];
}

/** Takes one entry into the proof; it goes on from the stored hash, so that one change is one problem. */
function prove(proof: Proof, { n, sequence, body, hash }: Omit<Tables['journal'], 'case_number'>): void {
  for (let missing = proof.last + 1; missing < n; missing += 1) proof.problems.push({ n: missing, problem: 'missing' });
  const place = Buffer.alloc(8);
  place.writeInt32BE(n, 0);
  place.writeInt32BE(sequence, 4);
  const expected = createHash('sha256').update(proof.chain).update(place).update(body).digest();
  // After a gap the hash before is not known; the entry's own seal still tells whether it was changed.
  if (n === proof.last + 1 && !expected.equals(hash)) proof.problems.push({ n, problem: 'changed' });
  else if (proof.key && !isReadable(proof.key, proof.number, n, sequence, body)) proof.problems.push({ n, problem: 'unreadable' });
  proof.chain = hash;
  proof.last = n;
  proof.entries += 1;
}

function isReadable(key: SealingKey, number: string, n: number, sequence: number, body: Buffer): boolean {
  try {
    openJson(key, body, journalPurpose(number, n, sequence));
    return true;
  } catch (error) {
    if (error instanceof RecordsError) return false;
    throw error;
  }
}
