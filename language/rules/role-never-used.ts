// Lint rule: a role that does nothing in the process, and whose holders may yet read every case.

import type { Process } from '../../process/process';
import { visit } from '../meaning/readings';
import type { LintRule } from './rule';

export const roleNeverUsed: LintRule = {
  code: 'role-never-used',
  check(process, complain) {
    const used = rolesUsed(process);
    for (const [id, role] of Object.entries(process.roles)) {
      if (role.ownsCase || used.has(id)) continue;
      complain(`roles.${id}`, `Nobody with the role \`${id}\` is asked for, told or put above anything, but they may read every case.`, 'Give it something to do, or take it out; name it under `visible_to` if reading is what it is for.');
    }
  },
};

/** Roles that do, approve or raise something, are told, stand above another, or are named as readers. */
function rolesUsed(process: Process): Set<string> {
  const used = new Set(Object.values(process.roles).map((role) => role.supervisedBy));
  const add = (value: unknown): void => {
    for (const one of Array.isArray(value) ? value : [value]) if (typeof one === 'string') used.add(one);
  };
  visit({ ...process, roles: {} }, ({ who, role, raisedBy, visibleTo, addedBy, recordedBy, openedBy, agree, override }) => [who, role, raisedBy, visibleTo, addedBy, recordedBy, openedBy, agree, override].forEach(add));
  return used as Set<string>;
}
