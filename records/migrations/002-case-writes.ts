// The one statement by which a case's transitions come into the records: a function, so that it is one round trip and one transaction.

/**
 * `caseway_record` answers `recorded`, `ignored` (a later write is there already), `too-late`, `number-taken` (another agency's) or
 * `other-key` (with the key to use); all but the first have written nothing. It raises CW001 when it is past the deadline at its
 * very end. `clock` is the database's time at the end, from which the caller learns how the two clocks differ.
 */
export const CASE_WRITES = `
create function caseway_record(
  p_row json, p_run int, p_length int, p_journal int, p_deadline timestamptz, p_data_key bytea, p_state bytea,
  p_from int, p_ns int[], p_sequences int[], p_bodies bytea[], p_notices json,
  out outcome text, out stored_key bytea, out clock timestamptz
) language plpgsql as $function$
declare
  now_is record;
  was record;
  is_new boolean := false;
  chain bytea;
  hashes bytea[] := '{}';
begin
  clock := clock_timestamp();
  -- Before anything is written the answer can be given without an exception, which would cost the caller more.
  if p_deadline < clock then outcome := 'too-late'; return; end if;

  select * into now_is from json_to_record(p_row) as x(
    number text, agency text, process text, rules json, status text, stage text, owner text, sequence int,
    "openedAt" timestamptz, "closedAt" timestamptz, "nextDueAt" timestamptz);

  -- The row's lock puts all writers of one case in a line; two openings at once meet in the insert.
  loop
    select agency, run, length, sequence, journal, data_key into was from cases where number = now_is.number for update;
    exit when found;
    insert into cases values (
      now_is.number, now_is.agency, now_is.process, now_is.rules->>'process', now_is.rules->>'calendar', now_is.rules->>'agency',
      now_is.status, now_is.stage, now_is.owner, now_is."openedAt", now_is."closedAt", now_is.sequence, now_is."nextDueAt",
      p_run, p_length, p_journal, p_data_key, p_state, clock)
    on conflict (number) do nothing;
    is_new := found;
    exit when is_new;
  end loop;

  if not is_new then
    if was.agency <> now_is.agency then outcome := 'number-taken'; return; end if;
    if (p_run, p_length) < (was.run, was.length) then outcome := 'ignored'; return; end if;
    if was.data_key <> p_data_key then outcome := 'other-key'; stored_key := was.data_key; return; end if;
    update cases set
      process = now_is.process, process_hash = now_is.rules->>'process', calendar_hash = now_is.rules->>'calendar',
      agency_hash = now_is.rules->>'agency', status = now_is.status, stage = now_is.stage, owner = now_is.owner,
      opened_at = now_is."openedAt", closed_at = now_is."closedAt", sequence = now_is.sequence, next_due_at = now_is."nextDueAt",
      run = p_run, length = p_length, journal = p_journal, state = p_state, recorded_at = clock
    where number = now_is.number;

    -- Sequence n replaces n and removes what lies beyond.
    if was.sequence >= p_from or was.journal >= p_ns[1] then
      delete from journal where case_number = now_is.number and (sequence >= p_from or n >= p_ns[1]);
    end if;
    if was.sequence >= p_from then
      -- A notice that is said again word for word stays as it is; of the others, those that may have left stay as replaced.
      delete from notices o where case_number = now_is.number and sequence >= p_from and state = 'waiting' and held_by is null
        and not exists (select from json_to_recordset(p_notices) as x(id text, body jsonb) where x.id = o.id and x.body = o.body);
      update notices o set replaced = true where case_number = now_is.number and sequence >= p_from and not replaced
        and not exists (select from json_to_recordset(p_notices) as x(id text, body jsonb) where x.id = o.id and x.body = o.body);
    end if;
    delete from items i where case_number = now_is.number and not exists (
      select from json_to_recordset(p_row->'items') as x(id text, kind text, who text) where x.id = i.id and x.kind = i.kind and x.who = i.who);
    delete from alerts a where case_number = now_is.number and not exists (
      select from json_to_recordset(p_row->'alerts') as x(id text) where x.id = a.id);
  end if;

  if cardinality(p_ns) > 0 then
    select hash into chain from journal where case_number = now_is.number order by n desc limit 1;
    if not found then chain := sha256(convert_to(now_is.number, 'UTF8')); end if;
    for i in 1 .. cardinality(p_ns) loop
      chain := sha256(chain || int4send(p_ns[i]) || int4send(p_sequences[i]) || p_bodies[i]);
      hashes := hashes || chain;
    end loop;
    insert into journal (case_number, n, sequence, body, hash)
      select now_is.number, n, sequence, body, hash from unnest(p_ns, p_sequences, p_bodies, hashes) as x(n, sequence, body, hash);
  end if;

  if json_array_length(p_row->'items') > 0 then
    insert into items as i (case_number, kind, id, agency, title, who, person, not_by, state, opened_at, due_at)
      select now_is.number, kind, id, now_is.agency, title, who, person, "notBy", state, "openedAt", "dueAt"
      from json_to_recordset(p_row->'items') as x(
        kind text, id text, title text, who text, person text, "notBy" text[], state text, "openedAt" timestamptz, "dueAt" timestamptz)
    on conflict (case_number, kind, id, who) do update set
      title = excluded.title, person = excluded.person, not_by = excluded.not_by, state = excluded.state,
      opened_at = excluded.opened_at, due_at = excluded.due_at
    where (i.title, i.person, i.not_by, i.state, i.opened_at, i.due_at)
      is distinct from (excluded.title, excluded.person, excluded.not_by, excluded.state, excluded.opened_at, excluded.due_at);
  end if;

  if json_array_length(p_row->'alerts') > 0 then
    insert into alerts as a (id, case_number, agency, alert, title, raised_at, state, step, climb_at)
      select id, now_is.number, now_is.agency, alert, title, "raisedAt", state, step, "climbAt"
      from json_to_recordset(p_row->'alerts') as x(
        id text, alert text, title text, "raisedAt" timestamptz, state text, step int, "climbAt" timestamptz)
    on conflict (id) do update set
      alert = excluded.alert, title = excluded.title, raised_at = excluded.raised_at, state = excluded.state, step = excluded.step,
      climb_at = excluded.climb_at
    where a.case_number = now_is.number
      and (a.alert, a.title, a.raised_at, a.state, a.step, a.climb_at)
        is distinct from (excluded.alert, excluded.title, excluded.raised_at, excluded.state, excluded.step, excluded.climb_at);
  end if;

  if json_array_length(p_notices) > 0 then
    -- Counted, and not asked by "not exists", which the planner would turn into a reading of the whole table.
    insert into notices (id, version, case_number, agency, process, sequence, not_before, body, state)
      select x.id, 1 + (select count(*) from notices o where o.id = x.id), now_is.number, now_is.agency, now_is.process, x.sequence,
        x."notBefore", x.body, 'waiting'
      from json_to_recordset(p_notices) as x(id text, sequence int, "notBefore" timestamptz, body jsonb)
      where (select count(*) from notices o where o.id = x.id and not o.replaced) = 0;
  end if;

  clock := clock_timestamp();
  if p_deadline < clock then
    raise exception 'past its deadline' using errcode = 'CW001';
  end if;
  outcome := 'recorded';
end
$function$;
`;
