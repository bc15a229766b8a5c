// What can go wrong with the records, each with its code, what is the matter and what to do; never with anything of a person in it.

import { DatabaseError } from 'pg';

/** Every code a {@link RecordsError} can carry. Codes are never reused for another meaning. */
export type RecordsErrorCode =
  | 'records-unreachable'
  | 'records-no-answer'
  | 'records-refused'
  | 'database-newer'
  | 'database-older'
  | 'key-unusable'
  | 'key-unknown'
  | 'content-unreadable'
  | 'too-late'
  | 'case-number-taken'
  | 'agency-unknown'
  | 'agency-incomplete'
  | 'staff-unknown'
  | 'partner-unknown'
  | 'staff-of-another-agency';

/** A failure of the records: what is wrong in one sentence, and what to do about it in another. */
export class RecordsError extends Error {
  override readonly name = 'RecordsError';
  readonly code: RecordsErrorCode;
  readonly fix: string;

  constructor(code: RecordsErrorCode, message: string, fix: string) {
    super(message);
    this.code = code;
    this.fix = fix;
  }
}

/** States of SQL that say that the server goes away, comes up, has no place left, lets nobody in, or ended what took too long. */
const AWAY = /^(08...|28...|3D000|57P0[1-5]|53300|57014|25P0[34])$/;
/** Codes of Node's own errors about connections; its others are faults of ours. */
const NETWORK = /^(ERR_(TLS|SSL)_|(?!ERR_))[A-Z_]+$/;
/** What pg says, without any code, when a connection is gone or does not answer. */
const GONE = /^(Connection terminated|Client (has encountered|was closed)|timeout exceeded|timeout expired|Query read timeout|Cannot use a pool after)/;

/** Whether a connection must not be used again after this error. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof RecordsError) return false;
  return !(error instanceof DatabaseError) || AWAY.test(error.code ?? '');
}

/**
 * The error as the records' callers see it. The database's own error is not kept as its cause: its detail can quote a row, and
 * whoever logs an error logs its cause.
 */
export function toRecordsError(error: unknown): unknown {
  if (error instanceof DatabaseError) {
    const { code = 'no code', constraint } = error;
    if (AWAY.test(code)) return unreachable(code);
    const what = constraint === undefined ? code : `${code}, ${constraint}`;
    return new RecordsError(
      'records-refused',
      `The database refused a statement (${what}).`,
      'This is a fault of Caseway or of the database: look up the code in PostgreSQL’s table of error codes and report it.',
    );
  }
  if (error instanceof RecordsError || typeof error !== 'object' || error === null) return error;
  // Told by their shape: errors of Node's own modules can come from another realm than this one.
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && NETWORK.test(code)) return unreachable(code);
  if (typeof message !== 'string' || !GONE.test(message)) return error;
  return message.startsWith('Query read') ? noAnswer() : unreachable('connection lost');
}

function unreachable(why: string): RecordsError {
  return new RecordsError(
    'records-unreachable',
    `The database does not answer (${why}).`,
    'See that PostgreSQL runs and that DATABASE_URL is right; nothing needs to be repeated by hand.',
  );
}

function noAnswer(): RecordsError {
  return new RecordsError(
    'records-no-answer',
    'The database took a statement and did not answer in time, so that it is not known whether it was carried out.',
    'Repeat the call: whatever was carried out is not carried out twice.',
  );
}
