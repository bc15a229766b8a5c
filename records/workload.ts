// How much somebody has to do: the open cases that they are in charge of, and what of theirs is overdue.

import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Instant } from '../process/time';
import type { Tables } from './tables';

/** What one person has, counted. */
export interface Workload {
  person: string;
  /** Open cases that they are in charge of. */
  open: number;
  /** What they are to do, by name or as who is in charge, and was due before. */
  overdue: number;
}

export interface Workloads {
  /** How many open cases somebody is in charge of beside one, and whether they are in charge of that one, open, too. */
  openCasesBeside(agency: string, owner: string, number: string): Promise<{ others: number; isTheirs: boolean }>;
  /** Of each person of an agency who has anything, as it is at an instant. */
  workload(agency: string, at: Instant): Promise<Workload[]>;
}

export function createWorkloads(kysely: Kysely<Tables>): Workloads {
  return {
    async openCasesBeside(agency, owner, number) {
      const { rows } = await sql<{ others: number; is_theirs: boolean }>`
        select (count(*) filter (where number <> ${number}))::int as others, coalesce(bool_or(number = ${number}), false) as is_theirs
        from cases where agency = ${agency} and owner = ${owner} and status = 'open'`.execute(kysely);
      return { others: rows[0]?.others ?? 0, isTheirs: rows[0]?.is_theirs ?? false };
    },
    async workload(agency, at) {
      const { rows } = await sql<Workload>`
        select person, sum(open)::int as open, sum(overdue)::int as overdue from (
          select owner as person, 1 as open, 0 as overdue from cases where agency = ${agency} and status = 'open'
          union all
          select person, 0, 1 from items where agency = ${agency} and person is not null and due_at < ${at}
        ) as found group by person order by person`.execute(kysely);
      return rows;
    },
  };
}
