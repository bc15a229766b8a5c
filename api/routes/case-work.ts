// Working on a case: its answers, tasks, reviews and closure.

import { performAct, performReopening } from '../perform-act';
import type { Routes } from '../route';
import { acts } from '../route';
import { CaseParams, CloseCase, CompleteTask, CorrectFields, Note, RecordReview, ReopenCase, ReviewParams, SetFields, TakeBackTask, TaskParams, WritingHeaders } from '../schemas/requests';

export const caseWorkRoutes: Routes = (app, deps) => {
  const common = { tags: ['Work on a case'], headers: WritingHeaders, response: acts };

  app.patch(
    '/v1/cases/:case/fields',
    { schema: { ...common, operationId: 'answerFields', summary: 'Answer fields outside of a task', params: CaseParams, body: SetFields } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'answer', ...request.body }),
  );

  app.post(
    '/v1/cases/:case/tasks/:task/complete',
    { schema: { ...common, operationId: 'completeTask', summary: 'Complete a task with its answers', params: TaskParams, body: CompleteTask } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'complete', task: request.params.task, answers: {}, ...request.body }),
  );

  app.post(
    '/v1/cases/:case/tasks/:task/open',
    { schema: { ...common, operationId: 'openTask', summary: 'Open a task that opens on demand', params: TaskParams } },
    (request, reply) => {
      const [task = '', record] = request.params.task.split('@');
      return performAct(deps, request, reply, request.params.case, { type: 'open_task', task, ...(record !== undefined && { record }) });
    },
  );

  app.post(
    '/v1/cases/:case/notes',
    { schema: { ...common, operationId: 'addNote', summary: 'Write a note into the journal', params: CaseParams, body: Note } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'note', ...request.body }),
  );

  app.post(
    '/v1/cases/:case/fields/correct',
    { schema: { ...common, operationId: 'correctFields', summary: 'Correct answers, with a reason', params: CaseParams, body: CorrectFields } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'correct', ...request.body }),
  );

  app.post(
    '/v1/cases/:case/tasks/:task/take-back',
    { schema: { ...common, operationId: 'takeBackTask', summary: 'Open a task again that was handed in by mistake', params: TaskParams, body: TakeBackTask } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'take_back', task: request.params.task, reason: request.body.reason }),
  );

  app.post(
    '/v1/cases/:case/reviews/:review/record',
    { schema: { ...common, operationId: 'recordReview', summary: 'Record a review with its answers', params: ReviewParams, body: RecordReview } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'record', review: request.params.review, answers: {}, ...request.body }),
  );

  app.post(
    '/v1/cases/:case/close',
    { schema: { ...common, operationId: 'closeCase', summary: 'Propose to close the case for a reason of the process', params: CaseParams, body: CloseCase } },
    (request, reply) => performAct(deps, request, reply, request.params.case, { type: 'close', ...request.body }),
  );

  app.post(
    '/v1/cases/:case/reopen',
    { schema: { ...common, operationId: 'reopenCase', summary: 'Open a closed case again', params: CaseParams, body: ReopenCase } },
    (request, reply) => performReopening(deps, request, reply, request.params.case, request.body),
  );
};
