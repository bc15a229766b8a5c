// Lint rule: a list whose records nobody can add, so that all that is one for each of them never comes.

import { writersOf } from '../meaning/list-fields';
import type { LintRule } from './rule';

export const listNeverFilled: LintRule = {
  code: 'list-never-filled',
  check(process, complain) {
    for (const list of process.lists ?? []) {
      if (writersOf(process, list).length > 0) continue;
      complain(list.rule, `Nobody can add a record to \`${list.id}\`: \`added_by\` names no role, and no task has \`records: ${list.id}\`.`, 'Name a role under `added_by`, or add `records:` to a task.');
    }
  },
};
