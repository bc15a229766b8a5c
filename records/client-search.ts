// Cases of people who resemble somebody: found by digests of whole words, so that the database itself tells nothing of a name.

import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from './tables';

export interface ClientSearch {
  /** Numbers of an agency's cases that share the most of these words, the most first; the words are those of `clientWords`. */
  casesLike(agency: string, words: readonly string[], limit: number): Promise<string[]>;
}

/** Gives the digest of a word, in hexadecimal; the same in every process of the installation and in no other. */
export type WordDigest = (word: string) => string;

const BYTES = 16;

export function createWordDigest(installationKey: Buffer): WordDigest {
  const key = createHmac('sha256', installationKey).update('caseway client words').digest();
  return (word) => createHmac('sha256', key).update(word).digest().subarray(0, BYTES).toString('hex');
}

export function createClientSearch(kysely: Kysely<Tables>, digest: WordDigest): ClientSearch {
  return {
    async casesLike(agency, words, limit) {
      if (words.length === 0) return [];
      const digests = sql`${words.map((word) => Buffer.from(digest(word), 'hex'))}::bytea[]`;
      const { rows } = await sql<{ number: string }>`
        select number from cases where agency = ${agency} and client_words && ${digests}
        order by (select count(*) from unnest(client_words) as word where word = any(${digests})) desc, opened_at desc, number limit ${limit}`.execute(kysely);
      return rows.map(({ number }) => number);
    },
  };
}
