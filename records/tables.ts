// The records' tables as the query builder knows them; what they mean stands in the migrations.

import type { ColumnType, Generated } from 'kysely';
import type { Agency, AgencyProfile } from '../process/agency';
import type { Calendar } from '../process/calendar';
import type { Process, SourceMap, Texts } from '../process/process';
import type { Instant } from '../process/time';
import type { Notice } from '../case/effect';

/** Written as JSON text, read as what it holds. */
type JsonColumn<T> = ColumnType<T, string, string>;
type DefaultedInstant = ColumnType<Instant, never, never>;

export interface Tables {
  artefacts: {
    hash: string;
    kind: 'process' | 'calendar' | 'agency';
    id: string;
    compiled: JsonColumn<Process | Calendar | Agency>;
    published_at: DefaultedInstant;
  };
  agencies: {
    id: string;
    agency_hash: string;
    calendar_hash: string;
    profile: JsonColumn<AgencyProfile>;
    published_at: DefaultedInstant;
  };
  process_versions: {
    agency: string;
    process: string;
    hash: string;
    source: string;
    source_map: JsonColumn<SourceMap>;
    in_force: boolean;
    published_at: DefaultedInstant;
  };
  texts: {
    agency: string;
    process: string;
    language: string;
    version: number;
    texts: JsonColumn<Texts>;
    published_at: DefaultedInstant;
  };
  rule_sets: { hash: string; process: string; calendar: string; agency: string };
  staff: {
    id: string;
    agency: string;
    name: string;
    email: string;
    language: string;
    roles: string[];
    supervisor: string | null;
    deputy: string | null;
    away: JsonColumn<{ from: Instant; until: Instant }[]>;
    active: boolean;
  };
  staff_tokens: { hash: Buffer; staff: string; created_at: DefaultedInstant };
  partner_tokens: { hash: Buffer; agency: string; partner: string; created_by: string; created_at: DefaultedInstant };
  cases: {
    number: string;
    agency: string;
    process: string;
    process_hash: string;
    calendar_hash: string;
    agency_hash: string;
    status: 'open' | 'closed';
    stage: string;
    owner: string;
    opened_at: Instant;
    closed_at: Instant | null;
    sequence: number;
    next_due_at: Instant | null;
    run: number;
    length: number;
    journal: number;
    data_key: Buffer;
    state: Buffer;
    recorded_at: Instant;
    client_words: Buffer[] | null;
    confirmed_run: number | null;
    confirmed_length: number | null;
  };
  items: {
    case_number: string;
    kind: 'task' | 'review' | 'approval' | 'agreement' | 'decision' | 'alert';
    id: string;
    agency: string;
    title: string;
    who: string;
    person: string | null;
    /** Record of a list, and event, that it is about. */
    record: string | null;
    event: string | null;
    not_by: string[] | null;
    state: 'open' | 'agreeing' | 'submitted' | 'raised' | 'acknowledged';
    opened_at: Instant;
    due_at: Instant | null;
  };
  alerts: {
    id: string;
    case_number: string;
    agency: string;
    alert: string;
    title: string;
    raised_at: Instant;
    state: 'raised' | 'acknowledged' | 'resolved';
    step: number;
    climb_at: Instant | null;
  };
  journal: { case_number: string; n: number; sequence: number; body: Buffer; hash: Buffer };
  notices: {
    id: string;
    version: number;
    case_number: string;
    agency: string;
    process: string;
    sequence: number;
    not_before: Instant;
    body: JsonColumn<Notice>;
    state: 'waiting' | 'sent' | 'refused' | 'settled';
    message_id: string | null;
    ended_at: Instant | null;
    replaced: Generated<boolean>;
    held_by: string | null;
    held_until: Instant | null;
  };
  retention: { case_number: string; sequence: number; erase_at: Instant | null };
  holds: {
    id: Generated<number>;
    case_number: string;
    placed_by: string;
    placed_at: DefaultedInstant;
    reason: Buffer;
    lifted_by: string | null;
    lifted_at: Instant | null;
  };
  erased: { agency: string; process: string; reason: string; opened_month: string; closed_month: string; cases: number };
  documents: {
    id: string;
    case_number: string;
    type: string;
    size: number;
    added_by: string;
    added_at: DefaultedInstant;
    name: Buffer;
    content: Buffer;
  };
  webhooks: {
    id: string;
    agency: string;
    url: string;
    kinds: string[] | null;
    secret: Buffer;
    created_by: string;
    created_at: DefaultedInstant;
    paused_because: ColumnType<string | null, string | null | undefined, string | null>;
  };
  webhook_deliveries: {
    webhook: string;
    case_number: string;
    n: number;
    attempts: Generated<number>;
    next_try_at: Instant | null;
    last_failure: string | null;
    held_until: Instant | null;
  };
  mails: {
    message_id: string;
    agency: string;
    person: string | null;
    cases: string[];
    notices: string[];
    begun_at: Instant;
    completed_at: Instant | null;
    state: 'underway' | 'given-up' | 'sent' | 'refused';
    maybe_twice: Generated<boolean>;
  };
}
