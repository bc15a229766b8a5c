// An alert that is acknowledged at the very moment it climbs, by several people at once: one of them takes it, and the others are told who and when.

import type { CallOutcome } from '../../api/case-gateway';
import type { Actor, Case } from '../../case/case';
import type { JournalEntry } from '../../case/effect';
import { minutes, SUPERVISOR, testRules, WORKER } from './rules';
import type { Shell } from './shell';
import { insist, startShell, TestCase, until } from './shell';
import { fastForward } from './time-skipping';

let shell: Shell;
beforeAll(async () => {
  shell = await startShell();
});
afterAll(() => shell.stop());

const MINUTE = 60_000;
const recordsOf = ({ number }: TestCase) => shell.outside.records.filter(({ state }) => state.number === number);
const stateOf = (one: TestCase): Case => recordsOf(one).at(-1)?.state as Case;
const journalOf = (one: TestCase): JournalEntry[] => recordsOf(one).flatMap(({ transitions }) => transitions.flatMap(({ journal }) => journal));

/** Raises an alert, and lets its time run out just when all of these acknowledge it, so many milliseconds after. */
async function race(people: Actor[], afterMs: number): Promise<{ one: TestCase; outcomes: CallOutcome[] }> {
  const one = new TestCase(shell, testRules({ within: minutes(10), taskDue: minutes(600) }));
  await one.open({ danger: true });
  const acknowledge = async (by: Actor): Promise<CallOutcome> => {
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const call = one.call({ type: 'acknowledge', by, alert: `${one.number}-a1`, reason: `I, ${by.name}` });
    return insist(() => shell.gateway.act(call));
  };
  const [, ...outcomes] = await Promise.all([fastForward(shell.client, one.workflowId, 10 * MINUTE), ...people.map(acknowledge)]);
  await until('the records have the acknowledgement', () => journalOf(one).some(({ what }) => what === 'alert_acknowledged'));
  return { one, outcomes };
}

test.each([0, 5, 15, 30, 60, 120])('acknowledged by two %d ms after its time began to run out, one wins visibly and nothing climbs after that', async (afterMs) => {
  const { one, outcomes } = await race([WORKER, SUPERVISOR], afterMs);
  const [winner, loser] = [...outcomes].sort((a) => (a.kind === 'answered' ? -1 : 1));
  const taken = stateOf(one).alerts[0]?.acknowledged;
  expect(winner?.kind).toBe('answered');
  expect(loser).toMatchObject({ kind: 'refused', refusal: { code: 'already-acknowledged', first: { name: taken?.by.name, at: taken?.at, reason: `I, ${taken?.by.name}` } } });

  await fastForward(shell.client, one.workflowId, 120 * MINUTE);
  const lines = journalOf(one).map(({ what }) => what);
  const acknowledgedAt = lines.indexOf('alert_acknowledged');
  expect(lines.filter((what) => what === 'alert_acknowledged')).toHaveLength(1);
  expect(lines.slice(acknowledgedAt).filter((what) => what === 'alert_climbed' || what === 'alert_repeated')).toEqual([]);
  // Whether it climbed before is on record either way, and agrees with the state.
  expect(stateOf(one).alerts[0]).toMatchObject({ step: lines.filter((what) => what === 'alert_climbed').length, climbAt: null });
});

test('acknowledged after it has climbed, it is taken at the step it has come to, by somebody of an earlier one', async () => {
  const one = new TestCase(shell, testRules({ within: minutes(10), taskDue: minutes(600) }));
  await one.open({ danger: true });
  await fastForward(shell.client, one.workflowId, 11 * MINUTE);
  await one.act({ type: 'acknowledge', by: WORKER, alert: `${one.number}-a1`, reason: 'late but mine' });
  await fastForward(shell.client, one.workflowId, 120 * MINUTE);
  expect(stateOf(one).alerts[0]).toMatchObject({ step: 1, repeats: 0, climbAt: null, acknowledged: { by: { id: WORKER.id } } });
});
