// Documents of cases: each encrypted where it lies, and gone with its case.

export const DOCUMENTS = `
create table documents (
  id          text primary key,
  case_number text not null references cases on delete cascade,
  type        text not null,
  size        int not null,
  added_by    text not null,
  added_at    timestamptz not null default clock_timestamp(),
  -- Name and content, both sealed with the case's key.
  name        bytea not null,
  content     bytea not null
);
alter table documents alter column content set storage external;
create index documents_of_case on documents (case_number);
`;
