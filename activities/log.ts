// What activities log with: codes, ids and counts, never a name, an address or the text of a mail.

/** A subset of what pino and its like offer. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}
