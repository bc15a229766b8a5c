// How an agreement stands: whether it is asked for now, who has still to say something, and whether all agree or somebody refuses.

import type { AgreementParty, AgreementState, Case, TaskState } from './case';

/** The agreement that an opening of a task has asked for, if it was handed in with one. */
export const agreementTo = (state: Case, opening: string): AgreementState | undefined =>
  state.agreements?.find((one) => one.opening === opening);

/** Those who have not said anything to the latest version, in the order of the file. */
export const stillToSay = ({ parties }: AgreementState): AgreementParty[] => parties.filter((one) => one.says === undefined);

/** What there is one of each for has an agreement of its own. */
export const agreementScope = ({ of }: TaskState): string | undefined => of.record ?? of.event;

/**
 * The opening whose work an agreement is about, as long as it is in force: handed in or done. Undefined while it is done anew (sent
 * back, taken back, another round), and when it was not to be done after all.
 */
export function openingInForce(state: Case, { task, of, opening }: AgreementState): TaskState | undefined {
  const last = state.tasks.findLast((one) => one.task === task && agreementScope(one) === of && one.state !== 'withdrawn' && one.state !== 'planned');
  return last?.id === opening && (last.state === 'agreeing' || last.state === 'submitted' || last.state === 'done') ? last : undefined;
}

/** Whether somebody has still to say something to what an opening was handed in with. */
export function isBeingAgreed(state: Case, opening: TaskState): boolean {
  const agreement = agreementTo(state, opening.id);
  return agreement !== undefined && stillToSay(agreement).length > 0 && openingInForce(state, agreement) !== undefined;
}

/** Whether everybody has agreed to the latest version of what an opening was handed in with, or somebody has refused it. */
export function agreementFact(state: Case, opening: TaskState | undefined, fact: 'agreed' | 'refused'): boolean {
  const parties = (opening && agreementTo(state, opening.id))?.parties ?? [];
  return fact === 'agreed' ? parties.length > 0 && parties.every((one) => one.says === 'agreed') : parties.some((one) => one.says === 'refused');
}
