// By what a client's earlier cases are found: digests of words, made with a key that the database does not have, gone with the case.

import { CASE_WRITES } from './002-case-writes';

/** Written by the very statement that writes the case, and only where they have changed. */
const KEEPS_WORDS = `
  update cases set client_words = x.words
  from (select array_agg(decode(word, 'hex') order by word) as words from json_array_elements_text(p_row->'clientWords') as word) as x
  where number = now_is.number and client_words is distinct from x.words;
`;
const BEFORE_JOURNAL = '\n  if cardinality(p_ns) > 0 then';

export const CLIENT_WORDS = `
alter table cases add client_words bytea[];
create index cases_by_client_words on cases using gin (client_words);
${CASE_WRITES.replace('create function', 'create or replace function').replace(BEFORE_JOURNAL, `${KEEPS_WORDS}${BEFORE_JOURNAL}`)}`;
