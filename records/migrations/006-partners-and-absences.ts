// Keys by which an agency's partners are known, and several absences of one member of the staff.

export const PARTNERS_AND_ABSENCES = `
create table partner_tokens (
  hash       bytea primary key,
  agency     text not null references agencies,
  partner    text not null,
  created_by text not null,
  created_at timestamptz not null default now()
);
create index partner_tokens_of_partner on partner_tokens (agency, partner);

-- [{from, until}], instants.
alter table staff add column away jsonb not null default '[]';
update staff set away = jsonb_build_array(jsonb_build_object(
  'from', to_char(away_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'until', to_char(away_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
)) where away_from is not null and away_until is not null;
alter table staff drop column away_from, drop column away_until;
create index staff_who_may_need_a_deputy on staff (agency) where away <> '[]' or not active;
`;
