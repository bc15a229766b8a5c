// What the directory knows of the staff, as addressees are resolved from it.

import type { Rota } from '../process/rota';
import type { Instant } from '../process/time';

/** One member of the staff. Stands in the records, never in a case. */
export interface StaffMember {
  id: string;
  name: string;
  email: string;
  language: string;
  agency: string;
  roles: string[];
  /** Id of the one above. */
  supervisor?: string;
  /** Id of the one who stands in while away. */
  deputy?: string;
  /** When they are away; the times may overlap, and `until` no longer belongs to one. */
  away?: { from: Instant; until: Instant }[];
  active: boolean;
}

/** The staff of one agency with its fallback address. */
export interface Directory {
  agency: string;
  staff: StaffMember[];
  fallback: { email: string; language: string };
  /** Who is on call; absent where nobody ever is. */
  rota?: Rota;
}

/** Someone to be written to; `id` is absent for the fallback address. */
export interface Recipient {
  id?: string;
  name: string;
  email: string;
  language: string;
}
