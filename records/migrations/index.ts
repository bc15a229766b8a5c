// Every step by which a database came to its present layout, in order; a step that has been released is never changed.

import { RECORDS } from './001-records';
import { CASE_WRITES } from './002-case-writes';
import { CONFIRMATIONS } from './003-confirmations';
import { RETENTION } from './004-retention';

export interface Migration {
  /** From 1, without gaps. */
  version: number;
  name: string;
  sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'records', sql: RECORDS },
  { version: 2, name: 'case-writes', sql: CASE_WRITES },
  { version: 3, name: 'confirmations', sql: CONFIRMATIONS },
  { version: 4, name: 'retention', sql: RETENTION },
];
