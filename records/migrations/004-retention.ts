// How long closed cases are kept, what holds their erasure up, and what is left to be counted when they are gone.

export const RETENTION = `
create table retention (
  case_number text primary key,
  -- Of the closing that it was reckoned for: a case that was opened again is reckoned anew.
  sequence    int not null,
  -- Null: kept for ever, or as long as something that the date depends on is not known.
  erase_at    timestamptz
);
create index retention_due on retention (erase_at);

create table holds (
  id          bigint generated always as identity primary key,
  case_number text not null,
  placed_by   text not null,
  placed_at   timestamptz not null default clock_timestamp(),
  -- Sealed with the case's key.
  reason      bytea not null,
  lifted_by   text,
  lifted_at   timestamptz
);
create unique index holds_in_force on holds (case_number) where lifted_at is null;
create index holds_of_case on holds (case_number);

create table erased (
  agency       text not null,
  process      text not null,
  reason       text not null,
  opened_month date not null,
  closed_month date not null,
  cases        int not null,
  primary key (agency, process, reason, opened_month, closed_month)
);
`;
