// Until when a closed case is kept, what holds its erasure up, and how many have been erased.

import { Type } from 'typebox';
import type { Actor } from '../../case/case';
import type { Rules } from '../../process/rules';
import { rulesIndex } from '../../case/rules-index';
import { RefusalError } from '../problem';
import { readableCase } from '../readable-case';
import type { Routes } from '../route';
import { reads } from '../route';
import { Erased, Kept } from '../schemas/answers';
import { CaseParams, PlaceHold } from '../schemas/requests';
import { signedIn } from '../sign-in';

export const retentionRoutes: Routes = (app, { records }) => {
  const common = { tags: ['Closed cases'], params: CaseParams, response: reads(Kept) };
  const kept = async (number: string) => {
    const [erases, holds] = await Promise.all([records.keptUntil(number), records.holds(number)]);
    return { case: number, eraseAt: erases ?? null, held: holds.some((hold) => hold.liftedAt === undefined), holds };
  };

  app.get(
    '/v1/cases/:case/retention',
    { schema: { ...common, operationId: 'showRetention', summary: 'Say until when a closed case is kept, and what holds its erasure up' } },
    async (request) => {
      const { state } = await readableCase({ records }, signedIn(request).actor, request.params.case);
      return kept(state.number);
    },
  );

  app.put(
    '/v1/cases/:case/hold',
    { schema: { ...common, operationId: 'placeHold', summary: 'Hold the erasure of a case up', body: PlaceHold } },
    async (request) => {
      const { actor } = signedIn(request);
      const { state, rules } = await readableCase({ records }, actor, request.params.case);
      refuseUnlessAbove(rules, actor);
      await records.placeHold(state.number, actor.id, request.body.reason);
      return kept(state.number);
    },
  );

  app.delete(
    '/v1/cases/:case/hold',
    { schema: { ...common, operationId: 'liftHold', summary: 'Let a case be erased when its time is over' } },
    async (request) => {
      const { actor } = signedIn(request);
      const { state, rules } = await readableCase({ records }, actor, request.params.case);
      refuseUnlessAbove(rules, actor);
      await records.liftHold(state.number, actor.id);
      return kept(state.number);
    },
  );

  app.get(
    '/v1/erased',
    { schema: { operationId: 'countErased', tags: ['Closed cases'], summary: 'Count the cases that have been erased, by process, reason and months', response: reads(Type.Object({ erased: Type.Array(Erased) })) } },
    async (request) => {
      const { actor } = signedIn(request);
      return { erased: await records.erasedCounts(actor.agency) };
    },
  );
};

/** Those above the owner decide about holds; who owns cases alone does not. */
function refuseUnlessAbove(rules: Rules, actor: Actor): void {
  const { line } = rulesIndex(rules.process);
  if (actor.roles.some((role) => line.includes(role))) return;
  const about = { agency: rules.agency.id, process: rules.process.id, calendar: rules.calendar };
  throw new RefusalError({ code: 'not-for-you', against: line.map((id) => ({ id, rule: `roles.${id}` })) }, about);
}
