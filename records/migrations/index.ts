// Every step by which a database came to its present layout, in order; a step that has been released is never changed.

import { RECORDS } from './001-records';
import { CASE_WRITES } from './002-case-writes';
import { CONFIRMATIONS } from './003-confirmations';
import { RETENTION } from './004-retention';
import { WEBHOOKS } from './005-webhooks';
import { PARTNERS_AND_ABSENCES } from './006-partners-and-absences';
import { DOCUMENTS } from './007-documents';
import { CLIENT_WORDS } from './008-client-words';
import { ITEMS_ABOUT } from './009-items-about';

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
  { version: 5, name: 'webhooks', sql: WEBHOOKS },
  { version: 6, name: 'partners-and-absences', sql: PARTNERS_AND_ABSENCES },
  { version: 7, name: 'documents', sql: DOCUMENTS },
  { version: 8, name: 'client-words', sql: CLIENT_WORDS },
  { version: 9, name: 'items-about', sql: ITEMS_ABOUT },
];
