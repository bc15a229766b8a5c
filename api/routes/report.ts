// The final report on a case: a page that prints, or the same as JSON, for whoever may read the case.

import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { JournalEntry } from '../../case/effect';
import { report } from '../../case/report';
import { renderReport } from '../../texts/report';
import { REPORT_STYLE } from '../../texts/report-page';
import { sayReport } from '../../texts/report-words';
import type { ApiRecords } from '../deps';
import { languageOfRequest } from '../error-answers';
import { prefersJson } from '../prefers-json';
import { readableCase } from '../readable-case';
import type { Routes } from '../route';
import { Problem } from '../schemas/answers';
import { Reported, ReportPage, ShowReport } from '../schemas/report';
import { CaseParams } from '../schemas/requests';
import { signedIn } from '../sign-in';

/** Nothing runs and nothing is loaded; the page's one style is known by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(REPORT_STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const ANSWERS = {
  200: { description: 'The report, in your language', content: { 'application/json': { schema: Reported }, 'text/html': { schema: ReportPage } } },
  '4xx': Problem,
  '5xx': Problem,
};

export const reportRoute: Routes = (app, deps) => {
  const { records } = deps;

  app.get(
    '/v1/cases/:case/report',
    { schema: { operationId: 'reportCase', tags: ['Cases'], summary: 'Report on a case: what was planned, done and came of it, as a page that prints or as JSON', params: CaseParams, querystring: ShowReport, response: ANSWERS } },
    async (request, reply) => {
      const { actor } = signedIn(request);
      const { state, rules } = await readableCase(deps, actor, request.params.case);
      const reader = languageOfRequest(request);
      const [journal, texts, profile] = await Promise.all([wholeJournal(records, state.number), records.textsFor(state.agency, state.process), records.profile(state.agency)]);
      const words = { reader, texts, process: rules.process, calendar: rules.calendar };
      const said = sayReport(report(rules, state, journal, actor, deps.now().toISOString()), words);
      if (request.query.format === 'json' || (request.query.format === undefined && prefersJson(request.headers.accept))) return said;
      const agency = profile?.title[reader] ?? Object.values(profile?.title ?? {})[0] ?? state.agency;
      return sendPage(reply, renderReport(said, { ...words, agency, name: actor.name }));
    },
  );
};

function sendPage(reply: FastifyReply, { html, language }: { html: string; language: string }): FastifyReply {
  return reply
    .header('content-security-policy', POLICY)
    .header('content-language', language)
    .serializer((page: unknown) => String(page))
    .type('text/html; charset=utf-8')
    .send(html);
}

const AT_ONCE = 1_000;

async function wholeJournal(records: ApiRecords, number: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const page = await records.journal(number, { after: entries.at(-1)?.n ?? 0, limit: AT_ONCE });
    entries.push(...page);
    if (page.length < AT_ONCE) return entries;
  }
}
