// Whether an error means that the database is away or hangs, and not that something is wrong with what was asked.

import { RecordsError, isConnectionLost } from '../records/records-error';
import { NoAnswer } from './breaker';

const AWAY: ReadonlySet<string> = new Set(['records-unreachable', 'records-no-answer', 'too-late']);

export const isAway = (error: unknown): boolean =>
  error instanceof NoAnswer || (error instanceof RecordsError ? AWAY.has(error.code) : isConnectionLost(error));
