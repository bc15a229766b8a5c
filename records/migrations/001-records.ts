// The first layout of the records: published artefacts, staff, cases with their items and journals, notices and mails.

/**
 * Tables that a case's transition writes have no foreign keys: `caseway_record` (002) is their only writer, and each key would
 * cost a look-up in every one of its writes.
 */
export const RECORDS = `
create table artefacts (
  hash         text primary key,
  kind         text not null check (kind in ('process', 'calendar', 'agency')),
  id           text not null,
  -- json, not jsonb: the order of a process file's keys is kept.
  compiled     json not null,
  published_at timestamptz not null default now()
);

create table agencies (
  id            text primary key,
  agency_hash   text not null references artefacts,
  calendar_hash text not null references artefacts,
  profile       json not null,
  published_at  timestamptz not null default now()
);

-- Every version of a process that an agency has ever published, with the file it came from.
create table process_versions (
  agency       text not null references agencies,
  process      text not null,
  hash         text not null references artefacts,
  source       text not null,
  source_map   json not null,
  in_force     boolean not null,
  published_at timestamptz not null default now(),
  primary key (agency, hash)
);
create unique index process_versions_in_force on process_versions (agency, process) where in_force;

create table texts (
  agency       text not null references agencies,
  process      text not null,
  language     text not null,
  version      int not null,
  texts        json not null,
  published_at timestamptz not null default now(),
  primary key (agency, process, language, version)
);

create table rule_sets (
  hash     text primary key,
  process  text not null references artefacts,
  calendar text not null references artefacts,
  agency   text not null references artefacts
);

create table staff (
  id         text primary key,
  agency     text not null,
  name       text not null,
  email      text not null,
  language   text not null,
  roles      text[] not null,
  supervisor text,
  deputy     text,
  away_from  timestamptz,
  away_until timestamptz,
  active     boolean not null
);
create index staff_of_agency on staff (agency);

create table staff_tokens (
  hash       bytea primary key,
  staff      text not null references staff,
  created_at timestamptz not null default now()
);
create index staff_tokens_of_staff on staff_tokens (staff);

create table cases (
  number        text primary key,
  agency        text not null,
  process       text not null,
  process_hash  text not null,
  calendar_hash text not null,
  agency_hash   text not null,
  status        text not null,
  stage         text not null,
  owner         text not null,
  opened_at     timestamptz not null,
  closed_at     timestamptz,
  sequence      int not null,
  next_due_at   timestamptz,
  -- Which write this is: the run of the case's workflow, and the length of its history when it was decided.
  run           int not null,
  length        int not null,
  journal       int not null,
  -- The case's own key, wrapped by the installation's.
  data_key      bytea not null,
  state         bytea not null,
  recorded_at   timestamptz not null
) with (fillfactor = 80);
-- What is encrypted cannot be compressed any more: trying would cost time.
alter table cases alter column state set storage external;
create index cases_by_opening on cases (agency, opened_at desc, number desc);
create index cases_by_owner on cases (agency, owner);
create index cases_next_due on cases (next_due_at) where status = 'open';

create table items (
  case_number text not null,
  kind        text not null,
  id          text not null,
  agency      text not null,
  title       text not null,
  who         text not null,
  person      text,
  not_by      text[],
  state       text not null,
  opened_at   timestamptz not null,
  due_at      timestamptz,
  -- An alert waits for each role of its chain.
  primary key (case_number, kind, id, who)
);
create index items_of_person on items (agency, person) where person is not null;
create index items_of_role on items (agency, who) where person is null;

create table alerts (
  id          text primary key,
  case_number text not null,
  agency      text not null,
  alert       text not null,
  title       text not null,
  raised_at   timestamptz not null,
  state       text not null,
  step        int not null,
  climb_at    timestamptz
);
create index alerts_of_case on alerts (case_number);
create index alerts_of_agency on alerts (agency, raised_at desc);

create table journal (
  case_number text not null,
  n           int not null,
  sequence    int not null,
  body        bytea not null,
  -- Over the hash before it, n, sequence and body: verifies without any key.
  hash        bytea not null,
  primary key (case_number, n)
);
alter table journal alter column body set storage external;

create table notices (
  id          text not null,
  -- Counts the notices of the same id: above 1 only where one of a transition that was replaced may have left already.
  version     int not null,
  case_number text not null,
  agency      text not null,
  process     text not null,
  sequence    int not null,
  not_before  timestamptz not null,
  body        jsonb not null,
  state       text not null check (state in ('waiting', 'sent', 'refused')),
  message_id  text,
  ended_at    timestamptz,
  replaced    boolean not null default false,
  held_by     text,
  held_until  timestamptz,
  primary key (id, version)
);
create index notices_waiting on notices (agency, not_before) where state = 'waiting' and not replaced;
create index notices_of_case on notices (case_number, sequence);

create table mails (
  message_id   text primary key,
  agency       text not null,
  -- Null for the agency's fallback address.
  person       text,
  cases        text[] not null,
  -- Keys of the notices in it: a notice for several people is not sent again to those who have it.
  notices      text[] not null,
  begun_at     timestamptz not null,
  completed_at timestamptz,
  state        text not null check (state in ('underway', 'given-up', 'sent', 'refused')),
  maybe_twice  boolean not null default false
);
create index mails_of_agency on mails (agency, begun_at desc);
create index mails_of_notices on mails using gin (notices);
`;
