// Reading cases: the list of those somebody may read, one of them, its journal, and why things in it are as they are.

import { Type } from 'typebox';
import type { Actor } from '../../case/case';
import type { StageExplanation } from '../../case/explain';
import { explain } from '../../case/explain';
import { visibleDerived } from '../../case/explain-derived';
import type { CriterionExplanation } from '../../case/explain-rule';
import { view, visibleDeadline, visibleEntry } from '../../case/view';
import { visibleCriterion, visibleWay } from '../../case/visible-rules';
import type { Calendar } from '../../process/calendar';
import { pathOfField } from '../../process/parts';
import type { SourceMap } from '../../process/process';
import type { CaseRow } from '../../case/project';
import { sayDue } from '../../texts/dates';
import { say } from '../../texts/say';
import type { ApiDeps } from '../deps';
import { languageOfRequest } from '../error-answers';
import { guidanceOf } from '../guidance';
import { linksOf } from '../perform-act';
import type { ReadableCase } from '../readable-case';
import { readableCase, readableCases } from '../readable-case';
import type { Routes } from '../route';
import { reads } from '../route';
import { CaseShown, Explained, JournalPage, Summary } from '../schemas/answers';
import { Nullable } from '../schemas/parts';
import { CaseParams, ExplainCase, ListCases, ListJournal } from '../schemas/requests';
import { signedIn } from '../sign-in';
import type { Titles } from '../titles';
import { titlesOf, titlesOfAll } from '../titles';

export const caseRoutes: Routes = (app, deps) => {
  const { records } = deps;

  app.get(
    '/v1/cases',
    { schema: { operationId: 'listCases', tags: ['Cases'], summary: 'List the cases you may read, latest first', querystring: ListCases, response: reads(Type.Object({ cases: Type.Array(Summary), next: Nullable(Type.String()) })) } },
    async (request) => {
      const { actor } = signedIn(request);
      const { cases, next } = await records.listCases({ ...request.query, agency: actor.agency, readable: await readableCases(deps, actor) });
      const titles = await titlesOfAll(records, actor.agency, cases.map((one) => one.process), languageOfRequest(request));
      return { cases: cases.map((one) => shownSummary(one, titles)), next };
    },
  );

  app.get(
    '/v1/cases/:case',
    { schema: { operationId: 'showCase', tags: ['Cases'], summary: 'Show a case', params: CaseParams, response: reads(CaseShown) } },
    async (request) => {
      const { actor } = signedIn(request);
      const { state, rules } = await readableCase(deps, actor, request.params.case);
      const reader = languageOfRequest(request);
      const title = await titlesOf(records, state.agency, state.process, reader);
      const shown = view(rules, state, actor);
      return {
        ...shown,
        stage: { ...shown.stage, title: title(shown.stage.title) },
        items: shown.items.map((item) => ({ ...item, title: item.own?.title ?? title(item.title), ...guidanceOf(rules.process, item, title), ...dueText(reader, rules.calendar, item.dueAt) })),
        clocks: shown.clocks.map((clock) => ({ ...clock, title: title(clock.title), ...dueText(reader, rules.calendar, clock.dueAt) })),
        agreements: shown.agreements.map((agreement) => ({ ...agreement, title: title(agreement.title) })),
        decisions: shown.decisions.map((decision) => ({ ...decision, title: title(decision.title) })),
        alerts: shown.alerts.map((alert) => ({ ...alert, title: title(alert.title) })),
        records: shown.records.map((record) => ({ ...record, title: title(record.title), ...(record.stage && { stage: { ...record.stage, title: title(record.stage.title) } }) })),
        events: shown.events.map((event) => ({ ...event, title: title(event.title) })),
        links: linksOf(state.number),
      };
    },
  );

  app.get(
    '/v1/cases/:case/journal',
    { schema: { operationId: 'readJournal', tags: ['Cases'], summary: 'Read what happened in a case', params: CaseParams, querystring: ListJournal, response: reads(JournalPage) } },
    async (request) => {
      const { actor } = signedIn(request);
      const { after = 0, limit = 50 } = request.query;
      const { state, rules } = await readableCase(deps, actor, request.params.case);
      const lines = await linesOf(deps, state);
      const reader = languageOfRequest(request);
      const entries = (await records.journal(state.number, { after, limit })).map((one) => visibleEntry(rules, actor, one)).map((entry) => ({
        ...entry,
        text: say(reader, `journal.${entry.what}`),
        ...(entry.rule !== undefined && lineOf(lines, entry.rule)),
      }));
      return { entries, next: entries.length < limit ? null : (entries.at(-1)?.n ?? null) };
    },
  );

  app.get(
    '/v1/cases/:case/explain',
    { schema: { operationId: 'explainCase', tags: ['Cases'], summary: 'Say why each deadline is what it is, and what the stage and a closure wait for', params: CaseParams, querystring: ExplainCase, response: reads(Explained) } },
    async (request) => {
      const { actor } = signedIn(request);
      const readable = await readableCase(deps, actor, request.params.case);
      const reader = languageOfRequest(request);
      const title = await titlesOf(records, actor.agency, readable.state.process, reader);
      return explained(readable, actor, deps.now(), request.query.reason, { reader, title, lines: await linesOf(deps, readable.state) });
    },
  );
};

const shownSummary = ({ number, process, status, stage, owner, openedAt, closedAt, nextDueAt }: CaseRow, titles: Map<string, Titles>) => ({
  number, process, status, stage: { id: stage, title: titles.get(process)?.(`stages.${stage}.title`) ?? stage }, owner, openedAt, closedAt, nextDueAt,
});

/** What an explanation is put into words with. */
interface Words {
  reader: string;
  title: Titles;
  lines: SourceMap;
}

/** The explanation with titles in words and each rule with its line in the agency's file. */
function explained({ state, rules }: ReadableCase, actor: Actor, now: Date, reason: string | undefined, { reader, title, lines }: Words) {
  const found = explain(rules, state, now.toISOString(), reason ?? state.closure?.reason ?? null);
  const inWords = (criteria: CriterionExplanation[]) => criteria.map((one) => visibleCriterion(rules, actor, one)).map((one) => ({
    ...one, text: title(`${one.rule}.say`), ...(one.text !== undefined && { condition: one.text }), ...lineOf(lines, one.rule),
  }));
  const waysOf = ({ ways }: StageExplanation) =>
    ways.map(({ criteria, ...way }) => ({ ...visibleWay(rules, actor, way), ...lineOf(lines, way.rule), ...(criteria && { criteria: inWords(criteria) }) }));
  return {
    ...found,
    deadlines: found.deadlines.map((one) => visibleDeadline(rules, actor, one)).map((one) => ({
      ...one,
      title: title(one.title),
      ...dueText(reader, rules.calendar, one.dueAt),
      ...lineOf(lines, one.rule),
      reminders: one.reminders.map((reminder) => ({ ...reminder, ...lineOf(lines, reminder.rule) })),
    })),
    stage: { ...found.stage, ways: waysOf(found.stage) },
    records: found.records.map((one) => ({ ...one, ways: waysOf(one) })),
    tasks: found.tasks.map(({ id, criteria }) => ({ id, criteria: inWords(criteria) })),
    derived: found.derived.map((one) => visibleDerived(rules, actor, one)).map((one) => ({ ...one, title: title(`${pathOfField(one.field)}.title`), ...lineOf(lines, one.rule) })),
    closure: { ...found.closure, criteria: inWords(found.closure.criteria) },
  };
}

/** The date as the reader's people say it, in the local time of the agency. */
const dueText = (reader: string, calendar: Calendar, dueAt: string | null): { dueText?: string } =>
  dueAt === null ? {} : { dueText: sayDue(reader, calendar, dueAt) };

const linesOf = async ({ records }: ApiDeps, state: ReadableCase['state']): Promise<SourceMap> =>
  (await records.sourceMap(state.agency, state.rules.process)) ?? {};

/** The line of a rule, or of what it stands in. */
function lineOf(lines: SourceMap, rule: string): { line?: number } {
  for (let path = rule; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const place = Object.hasOwn(lines, path) ? lines[path] : undefined;
    if (place) return { line: place.line };
  }
  return {};
}
