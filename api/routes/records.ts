// The records of a case's lists: added, changed, ended, and taken out again when that was a mistake.

import { performAct } from '../perform-act';
import type { Routes } from '../route';
import { acts } from '../route';
import { AddRecord, CaseParams, ChangeRecord, EndRecord, RecordParams, TakeOut, WritingHeaders } from '../schemas/requests';

export const recordRoutes: Routes = (app, deps) => {
  const common = { tags: ['Work on a case'], headers: WritingHeaders, response: acts };

  app.post(
    '/v1/cases/:case/records',
    { schema: { ...common, operationId: 'addRecord', summary: 'Add a record to a list', params: CaseParams, body: AddRecord } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'add_record', answers: {}, ...request.body }),
  );

  app.patch(
    '/v1/cases/:case/records/:record',
    { schema: { ...common, operationId: 'changeRecord', summary: 'Answer fields of a record', params: RecordParams, body: ChangeRecord } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'change_record', record: request.params.record, ...request.body }),
  );

  app.post(
    '/v1/cases/:case/records/:record/end',
    { schema: { ...common, operationId: 'endRecord', summary: 'End a record with one of the outcomes of its list', params: RecordParams, body: EndRecord } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'end_record', record: request.params.record, ...request.body }),
  );

  app.post(
    '/v1/cases/:case/records/:record/remove',
    { schema: { ...common, operationId: 'removeRecord', summary: 'Take out a record that was added by mistake', params: RecordParams, body: TakeOut } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'remove', id: request.params.record, reason: request.body.reason }),
  );
};
