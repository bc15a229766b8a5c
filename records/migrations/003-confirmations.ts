// Which write of a case has been found in its history, and notices that were settled before the post left.

/** A write is confirmed when run and length are those of the row; the next write makes it unconfirmed by having others. */
export const CONFIRMATIONS = `
alter table cases add confirmed_run int, add confirmed_length int;
create index cases_unconfirmed on cases (recorded_at)
  where confirmed_run is distinct from run or confirmed_length is distinct from length;

alter table notices drop constraint notices_state_check;
alter table notices add constraint notices_state_check check (state in ('waiting', 'sent', 'refused', 'settled'));
`;
