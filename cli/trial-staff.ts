// People to try an installation with: a few for each agency that has no staff yet, each with a token that is printed at the start.

import { readFile } from 'node:fs/promises';
import { writeDurably } from '../engine/durable-file';
import type { StaffMember } from '../case/staff';
import type { Process } from '../process/process';
import type { Records } from '../records/database';

/** Publishes processes; not a role of any process. */
export const AGENCY_LEAD = 'agency_lead';

export interface TrialPerson {
  id: string;
  name: string;
  agency: string;
  roles: string[];
  token: string;
}

/** Given out in this order: two to the role that owns cases, one to each role above and beside it, the last to the agency's lead. */
const NAMES = ['Rana', 'Yousef', 'Samira', 'Khalid', 'Huda', 'Omar', 'Nadia', 'Tareq', 'Mona', 'Sami', 'Dina'];
const LEAD = 'Layla';

/**
 * Gives each agency without staff its people, and all of them their tokens: those in the file while they are good, else new ones. The
 * file can be read by its owner alone.
 */
export async function ensureTrialStaff(records: Records, tokenFile: string): Promise<TrialPerson[]> {
  const tokens = await readTokens(tokenFile);
  const people: TrialPerson[] = [];
  for (const [i, agency] of (await records.agencies()).entries()) {
    const { staff } = await records.directory(agency);
    if (staff.length === 0) for (const member of await inventStaff(records, agency, i === 0 ? '' : `.${agency}`)) await records.upsertStaff(member);
    for (const member of (await records.directory(agency)).staff) {
      const isOurs = staff.length === 0 || tokens[member.id] !== undefined;
      if (!isOurs || !member.active) continue;
      people.push({ id: member.id, name: member.name, agency, roles: member.roles, token: await goodToken(records, member.id, tokens[member.id]) });
    }
  }
  people.sort((a, b) => rankOf(a) - rankOf(b));
  await writeDurably(tokenFile, `${JSON.stringify(Object.fromEntries(people.map(({ id, token }) => [id, token])), null, 2)}\n`);
  return people;
}

/** Those who own cases first, for theirs is the first step; then upwards. */
const rankOf = ({ name, roles }: TrialPerson): number => (roles.includes(AGENCY_LEAD) ? NAMES.length : NAMES.indexOf(name));

async function readTokens(file: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

async function goodToken(records: Records, id: string, token: string | undefined): Promise<string> {
  const holder = token === undefined ? null : await records.staffByToken(token);
  return token !== undefined && holder?.id === id ? token : records.createToken(id);
}

async function inventStaff(records: Records, agency: string, suffix: string): Promise<StaffMember[]> {
  const listed = await records.listProcesses(agency);
  const processes = await Promise.all(listed.filter((one) => one.inForce).map(async (one) => (await records.rulesFor(agency, one.process))?.process));
  const rules = await records.rulesFor(agency, listed.find((one) => one.inForce)?.process ?? '');
  const [first = 'en', second = first] = rules?.agency.languages ?? [];
  const roles = rolesOf(processes.filter((one) => one !== undefined));
  const names = [...NAMES];
  const people = [...roles].flatMap(([role, { owns }]) => Array.from({ length: owns ? 2 : 1 }, () => ({ role, name: names.shift() ?? role })));
  const idOf = (name: string): string => `${name.toLowerCase()}${suffix}`;
  const members = people.map(({ role, name }, i): StaffMember => {
    const above = people.find((one) => one.role === roles.get(role)?.above);
    return {
      id: idOf(name), name, email: `${idOf(name)}@example.org`, language: i % 3 === 2 ? second : first, agency, roles: [role], active: true,
      ...(above && { supervisor: idOf(above.name) }),
    };
  });
  const lead = { id: idOf(LEAD), name: LEAD, email: `${idOf(LEAD)}@example.org`, language: first, agency, roles: [AGENCY_LEAD], active: true };
  return [...members, lead];
}

function rolesOf(processes: Process[]): Map<string, { owns: boolean; above: string | undefined }> {
  const roles = new Map<string, { owns: boolean; above: string | undefined }>();
  for (const process of processes) {
    for (const [id, role] of Object.entries(process.roles)) {
      const known = roles.get(id);
      roles.set(id, { owns: known?.owns === true || role.ownsCase === true, above: known?.above ?? role.supervisedBy });
    }
  }
  return roles;
}
