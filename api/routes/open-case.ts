// Opening a case: the rules in force judge it first, then its workflow starts with the opening as its first update.

import type { Person } from '../../case/case';
import type { ClientFacts } from '../../case/client-words';
import { clientFacts } from '../../case/client-words';
import type { Act, Answers } from '../../case/event';
import { rulesIndex } from '../../case/rules-index';
import type { Process } from '../../process/process';
import type { Rules } from '../../process/rules';
import { judgedCaseload } from '../caseload';
import type { ApiDeps } from '../deps';
import { answerFor, keysOf, refuseBeforehand } from '../perform-act';
import { ApiError, RefusalError } from '../problem';
import type { Routes } from '../route';
import { acts } from '../route';
import { Opened } from '../schemas/answers';
import { OpenCase, WritingHeaders } from '../schemas/requests';
import type { SignedIn } from '../sign-in';
import { signedIn } from '../sign-in';
import { similarCases } from '../similar-cases';

export const openCaseRoute: Routes = (app, deps) => {
  app.post(
    '/v1/cases',
    {
      schema: {
        operationId: 'openCase', tags: ['Cases'], summary: 'Open a case',
        headers: WritingHeaders, body: OpenCase, response: { ...acts, 201: Opened, 202: Opened },
      },
    },
    async (request, reply) => {
      const { process, owner, answers = {}, despite } = request.body;
      const { actor } = signedIn(request);
      const rules = await deps.records.rulesFor(actor.agency, process);
      if (!rules) throw new ApiError('process-not-found', { against: [{ id: process }] });
      const { caseNumber: number, key, digest, updateId } = keysOf(deps, request);
      const act: Act & { type: 'open' } = { type: 'open', by: actor, number, owner: await ownerOf(deps, actor, owner, rules), answers };
      refuseBeforehand(rules, null, act, deps.now());
      const said = await judgedCaseload(deps, { rules, number, owner: act.owner.id, despite });
      const outcome = await deps.cases.open({ agency: actor.agency, number, updateId, call: { key, digest, act: { ...act, ...said.act } } }, rules);
      const answer = answerFor(outcome, reply, number, rules);
      if (outcome.kind === 'answered') void reply.code(201);
      void reply.header('location', answer.links.case);
      // The case is open whatever becomes of the search.
      const similar = await similarCases(deps, actor, clientGiven(rules.process, answers), number).catch(() => undefined);
      return { ...answer, ...said.answer, ...(similar && { similar }) };
    },
  );
};

/** What the opening says of the client. */
const clientGiven = (process: Process, answers: Answers): ClientFacts =>
  clientFacts(process, { answers: Object.fromEntries(Object.entries(answers).map(([field, value]) => [field, { value, at: '', by: '', sequence: 1 }])) });

/** The owner is an active member of the agency in the role that owns cases; a case worker who names nobody is the owner. */
async function ownerOf(deps: ApiDeps, actor: SignedIn['actor'], owner: string | undefined, rules: Rules): Promise<Person> {
  const { owningRole } = rulesIndex(rules.process);
  const unknown = (id: string): RefusalError =>
    new RefusalError({ code: 'unknown-owner', against: [{ id, expected: owningRole }] }, { agency: rules.agency.id, process: rules.process.id });
  if (owner === undefined || owner === actor.id) {
    if (!actor.roles.includes(owningRole)) throw unknown(actor.id);
    return { id: actor.id, name: actor.name };
  }
  const member = await deps.records.findStaff(owner);
  if (!member?.active || member.agency !== actor.agency || !member.roles.includes(owningRole)) throw unknown(owner);
  return { id: member.id, name: member.name };
}
