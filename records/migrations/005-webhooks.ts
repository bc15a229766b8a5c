// Whom an agency has told of what happens to its cases, and how far each of them has got with each case.

export const WEBHOOKS = `
create table webhooks (
  id             text primary key,
  agency         text not null,
  url            text not null,
  -- Kinds of journal lines; all when null.
  kinds          text[],
  -- Sealed with the installation's key.
  secret         bytea not null,
  created_by     text not null,
  created_at     timestamptz not null default clock_timestamp(),
  paused_because text
);
create index webhooks_of_agency on webhooks (agency);

create table webhook_deliveries (
  webhook     text not null references webhooks on delete cascade,
  case_number text not null references cases on delete cascade,
  -- Line of the journal up to which it has been told.
  n           int not null,
  attempts    int not null default 0,
  next_try_at timestamptz,
  last_failure text,
  held_until  timestamptz,
  primary key (webhook, case_number)
);
create index webhook_deliveries_of_case on webhook_deliveries (case_number);
`;
