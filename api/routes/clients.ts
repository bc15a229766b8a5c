// Looking for a client's earlier cases, and for those of the same household, before a case is opened.

import type { Routes } from '../route';
import { reads } from '../route';
import { Similar } from '../schemas/answers';
import { FindClient } from '../schemas/requests';
import { signedIn } from '../sign-in';
import { similarCases } from '../similar-cases';

export const clientRoutes: Routes = (app, deps) => {
  // A search that is sent as a body: a name in an address would stand in logs.
  app.post(
    '/v1/clients/find',
    { schema: { operationId: 'findClient', tags: ['Cases'], summary: 'Find the cases of a person, or of a household, that you may know of', body: FindClient, response: reads(Similar) } },
    async (request) => similarCases(deps, signedIn(request).actor, request.body),
  );
};
