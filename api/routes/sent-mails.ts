// The mails about cases: which have left, which were refused or have come back; and the word that one has.

import { Type } from 'typebox';
import type { MailState } from '../../records/mails';
import { ApiError } from '../problem';
import { readableCase } from '../readable-case';
import type { Routes } from '../route';
import { reads } from '../route';
import { SentMail } from '../schemas/answers';
import { BouncedMail, CaseParams, ListSentMails, WritingHeaders } from '../schemas/requests';
import { leadOf, signedIn } from '../sign-in';

const Mails = reads(Type.Object({ mails: Type.Array(SentMail) }));

export const sentMailRoutes: Routes = (app, { records, cases, now }) => {
  app.get(
    '/v1/cases/:case/mails',
    { schema: { operationId: 'listMailsOfCase', tags: ['Mail'], summary: 'List the mails that speak of a case, latest first: to whom, and whether they arrived', params: CaseParams, response: Mails } },
    async (request) => {
      const { actor } = signedIn(request);
      const { state } = await readableCase({ records }, actor, request.params.case);
      return { mails: (await records.listMails({ agency: actor.agency, case: state.number, limit: 200 })).map(shown) };
    },
  );

  app.get(
    '/v1/mails',
    { schema: { operationId: 'listMails', tags: ['Mail'], summary: 'List the agency’s mails, latest first, such as those that were refused', querystring: ListSentMails, response: Mails } },
    async (request) => {
      const { agency } = leadOf(signedIn(request));
      const { state, limit = 50 } = request.query;
      return { mails: (await records.listMails({ agency, limit, ...(state !== undefined && { state }) })).map(shown) };
    },
  );

  app.post(
    '/v1/mail/bounces',
    { schema: { operationId: 'bounceMail', tags: ['Mail'], summary: 'Say that a mail has come back: an alert climbs at once where nobody has it, and other notices go to somebody else', headers: WritingHeaders, body: BouncedMail, response: reads(Type.Object({})) } },
    async (request) => {
      const { agency } = leadOf(signedIn(request));
      const messageId = `<${request.body.messageId.replace(/^<|>$/g, '')}>`;
      const mail = await records.mailState(messageId);
      if (mail?.agency !== agency) throw new ApiError('mail-not-found');
      if (mail.state === 'refused') return {};
      // The cases first: a call that is cut off is repeated, and what was said twice changes nothing.
      for (const number of mail.cases) await tellCase(number, mail);
      await records.bounceMail(messageId);
      return {};
    },
  );

  /** Its urgent notices are the case's own; the others are rows, which the records see to. */
  async function tellCase(number: string, { agency, notices, person }: MailState): Promise<void> {
    const ofCase = notices.filter((id) => id.startsWith(`${number}-`));
    const refused = person === null ? { id: 'fallback', name: agency } : { id: person, name: (await records.findStaff(person))?.name ?? person };
    const urgent = await records.notRows(ofCase);
    if (urgent.length > 0) await cases.bounced(agency, number, urgent.map((notice) => ({ notice, at: now().toISOString(), reached: [], refused: [refused] })));
  }
};

const shown = ({ messageId, person, cases, begunAt, completedAt, state, maybeTwice }: MailState) =>
  ({ messageId, to: person ?? 'fallback', cases, begunAt, completedAt, state, maybeTwice });
