// What of a case's own something to be done is about, where there is one of it for each: a record of a list, an event.

import { CLIENT_WORDS } from './008-client-words';

/** Each part of the statement that writes a case's items, and what it becomes. */
const WITH_ABOUT: [string, string][] = [
  ['(case_number, kind, id, agency, title, who, person, not_by, state, opened_at, due_at)', '(case_number, kind, id, agency, title, who, person, record, event, not_by, state, opened_at, due_at)'],
  ['title, who, person, "notBy", state, "openedAt", "dueAt"', 'title, who, person, x.record, x.event, "notBy", state, "openedAt", "dueAt"'],
  ['who text, person text, "notBy" text[], state text', 'who text, person text, record text, event text, "notBy" text[], state text'],
  ['title = excluded.title, person = excluded.person, not_by', 'title = excluded.title, person = excluded.person, record = excluded.record, event = excluded.event, not_by'],
  ['(i.title, i.person, i.not_by', '(i.title, i.person, i.record, i.event, i.not_by'],
  ['(excluded.title, excluded.person, excluded.not_by', '(excluded.title, excluded.person, excluded.record, excluded.event, excluded.not_by'],
];

const CASE_WRITES = CLIENT_WORDS.slice(CLIENT_WORDS.indexOf('create or replace function'));

export const ITEMS_ABOUT = `
alter table items add record text, add event text;
${WITH_ABOUT.reduce((written, [part, becomes]) => written.replace(part, becomes), CASE_WRITES)}`;
