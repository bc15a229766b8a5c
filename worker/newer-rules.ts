// Tells open cases of a newer calendar or agency; their process stays the one that they began with.

import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { CaseRow } from '../case/project';
import type { Rules } from '../process/rules';
import type { Records } from '../records/database';
import { NEW_RULES, workflowIdOf } from '../workflows/messages';

type Reading = Pick<Records, 'listCases' | 'rulesForRunning'>;

const PAGE = 200;

/**
 * Signals every open case of an agency that runs by another calendar or agency than the latest. A case that knows them already
 * takes no notice, so that several workers may do this at once. Gives how many were told.
 */
export async function tellNewerRules(records: Reading, client: Client, agency: string): Promise<number> {
  const latest = new Map<string, Rules | null>();
  let told = 0;
  let after: string | undefined;
  do {
    const { cases, next } = await records.listCases({ agency, status: 'open', limit: PAGE, ...(after !== undefined && { after }) });
    for (const row of cases) {
      const { process } = row.rules;
      if (!latest.has(process)) latest.set(process, await records.rulesForRunning(agency, process));
      const rules = latest.get(process);
      if (rules && isOlder(row, rules) && (await signal(client, row, rules))) told += 1;
    }
    after = next ?? undefined;
  } while (after !== undefined);
  return told;
}

const isOlder = ({ rules }: CaseRow, { hashes }: Rules): boolean => rules.calendar !== hashes.calendar || rules.agency !== hashes.agency;

/** A case that has closed since needs no rules. */
async function signal(client: Client, { agency, number }: CaseRow, rules: Rules): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowIdOf(agency, number)).signal(NEW_RULES, rules);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
