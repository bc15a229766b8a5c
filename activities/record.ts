// Writes a case's transitions into the records: in a hurry first, and not at all while the database is known to be away.

import { ApplicationFailure } from '@temporalio/common';
import type { RecordCall } from '../case/record';
import { toMs } from '../process/time';
import type { Records } from '../records/database';
import { RecordsError } from '../records/records-error';
import { isAway } from './away';
import type { Breaker } from './breaker';
import { NoAnswer, within } from './breaker';

/** Type of the failure by which a call in a hurry ends at once. */
export const RECORDS_AWAY = 'records-away';

/**
 * `record` of the case's workflow. A call with a deadline is in a hurry: it fails at once while the breaker is open, and when its
 * deadline has passed. One without is sent again by Temporal until it succeeds; it always tries, and so finds the database back.
 */
export function createRecord({ records, breaker, now }: { records: Pick<Records, 'record'>; breaker: Breaker; now: () => Date }) {
  return async (call: RecordCall): Promise<void> => {
    const isHurried = call.deadline !== undefined;
    if (isHurried && breaker.isOpen) throw ApplicationFailure.nonRetryable('The database did not answer a moment ago.', RECORDS_AWAY);
    try {
      const writing = records.record(call);
      await (call.deadline === undefined ? writing : within(toMs(call.deadline) - now().getTime(), writing));
      breaker.succeeded();
    } catch (error) {
      if (isAway(error)) breaker.failed();
      throw failureOf(error);
    }
  };
}

/** With the code as its type; what no repetition can cure is not repeated every second. */
function failureOf(error: unknown): unknown {
  if (error instanceof NoAnswer) return ApplicationFailure.nonRetryable(error.message, RECORDS_AWAY);
  if (!(error instanceof RecordsError)) return error;
  return ApplicationFailure.create({ message: `${error.message} ${error.fix}`, type: error.code, nonRetryable: error.code === 'case-number-taken' });
}
