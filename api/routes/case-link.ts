// The address that stands in mails: until there are pages, it leads to the case as the API shows it to whoever signs in.

import type { Routes } from '../route';
import { CaseParams } from '../schemas/requests';

export const caseLinkRoute: Routes = (app) => {
  app.get('/cases/:case', { config: { open: true }, schema: { hide: true, params: CaseParams } }, async (request, reply) =>
    reply.redirect(`/v1/cases/${request.params.case}`),
  );
};
