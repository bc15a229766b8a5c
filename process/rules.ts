// The rules a case runs by: process, calendar and agency, each known by its hash and together by one.

import type { Agency } from './agency';
import type { Calendar } from './calendar';
import type { Process } from './process';

/** Lower-case hexadecimal SHA-256 of an artefact's canonical JSON. */
export type Hash = string;

export interface RuleHashes {
  process: Hash;
  calendar: Hash;
  agency: Hash;
}

/**
 * What `advance` needs to know beside the case and the event. `$rules` stands first, so that the payload codec can tell it by its
 * first bytes and send the hash alone; it is the hash of the three hashes.
 */
export interface Rules {
  $rules: Hash;
  hashes: RuleHashes;
  process: Process;
  calendar: Calendar;
  agency: Agency;
}
