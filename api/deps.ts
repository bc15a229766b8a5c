// What the API is built from: everything that reaches outside is handed in, so that tests hand in their own.

import type { DestinationStream, LevelWithSilent } from 'pino';
import type { Records } from '../records/database';
import type { CaseGateway } from './case-gateway';

/** What the API asks the records; any of it rejects with a RecordsError when the database is away. */
export type ApiRecords = Pick<
  Records,
  | 'staffByToken' | 'findStaff' | 'absentBeside' | 'calendarOf' | 'directory' | 'upsertStaff' | 'partnerByToken' | 'createPartnerToken' | 'revokePartnerTokens'
  | 'getState' | 'getClosed' | 'keptUntil' | 'holds' | 'placeHold' | 'liftHold' | 'erasedCounts' | 'listCases' | 'itemsFor' | 'alerts' | 'journal'
  | 'openCasesBeside' | 'workload' | 'casesLike' | 'addDocument' | 'documents' | 'documentContent' | 'removeDocument' | 'listMails' | 'mailState' | 'bounceMail' | 'notRows' | 'webhooks' | 'addWebhook' | 'removeWebhook' | 'resumeWebhook' | 'replayWebhook'
  | 'rulesFor' | 'rulesByHashes' | 'rulesForRunning' | 'listProcesses' | 'sourceMap' | 'textsFor' | 'profile' | 'publish'
>;

/** A mail that the embedded catcher holds. */
export interface ListedMail {
  id: string;
  to: string[];
  /** Instant, UTC. */
  receivedAt: string;
  subject: string;
}

export interface ShownMail extends ListedMail {
  text: string;
  /** Null when the mail has no HTML part. */
  html: string | null;
}

export interface MailReading {
  /** Latest first. */
  list(): Promise<ListedMail[]>;
  /** Null when there is none with this id. */
  read(id: string): Promise<ShownMail | null>;
}

/** A part that must work before people may be sent here. */
export interface Readiness {
  part: string;
  ready: boolean;
  /** What is wrong, with nothing of a person in it. */
  problem?: string;
}

export interface ApiDeps {
  records: ApiRecords;
  cases: CaseGateway;
  /** 32 bytes; derives case numbers and call keys. */
  installationKey: Buffer;
  /** The address people reach Caseway at, without a slash at its end. */
  publicUrl: string;
  /** The only clock of the API. */
  now(): Date;
  readiness(): Promise<Readiness[]>;
  /** Present while the embedded catcher runs. */
  mails?: MailReading;
  /** @default 'info' */
  logLevel?: LevelWithSilent;
  /** Where log lines go. @default standard output */
  logStream?: DestinationStream;
  /** Calls a minute for each person, and for each address that is not signed in. @default 1200 and 120 */
  limits?: { person: number; address: number };
}
