// What the person who asks is to do next, over all their cases.

import { Type } from 'typebox';
import type { Actor } from '../../case/case';
import { sayDue } from '../../texts/dates';
import type { ApiDeps } from '../deps';
import { languageOfRequest } from '../error-answers';
import type { Routes } from '../route';
import { reads } from '../route';
import { ItemOfCase } from '../schemas/answers';
import { signedIn } from '../sign-in';
import { titlesOfAll } from '../titles';

export const meRoutes: Routes = (app, { records }) => {
  app.get(
    '/v1/me/tasks',
    { schema: { operationId: 'listMyTasks', tags: ['Me'], summary: 'List what you are to do, soonest first', response: reads(Type.Object({ tasks: Type.Array(ItemOfCase) })) } },
    async (request) => {
      const { actor } = signedIn(request);
      const items = await records.itemsFor(whoseItems(actor));
      const reader = languageOfRequest(request);
      const processes = items.map((one) => one.process);
      const titles = await titlesOfAll(records, actor.agency, processes, reader);
      // One agency has one calendar, whatever the process.
      const calendar = processes[0] === undefined ? undefined : (await records.rulesFor(actor.agency, processes[0]))?.calendar;
      return {
        tasks: items.map((one) => ({
          ...one,
          title: titles.get(one.process)?.(one.title) ?? one.title,
          ...(calendar && one.dueAt !== null && { dueText: sayDue(reader, calendar, one.dueAt) }),
        })),
      };
    },
  );
};

/** Theirs, those of whom they stand in for, and the alerts that they are on call for. */
const whoseItems = ({ agency, id, roles, standsInFor, duty }: Actor): Parameters<ApiDeps['records']['itemsFor']>[0] => ({
  agency, person: id, roles,
  ...(standsInFor && { also: standsInFor.map((one) => ({ person: one.id, roles: one.roles })) }),
  ...(duty !== undefined && { duty }),
});
