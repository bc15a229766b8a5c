// Lint rule: an alert whose end asks for answers that the one who ends it may not give.

import { fieldOf } from '../../process/parts';
import type { LintRule } from './rule';

export const alertNobodyMayResolve: LintRule = {
  code: 'alert-nobody-may-resolve',
  check(process, complain) {
    for (const { id, rule, resolve } of process.alerts) {
      for (const field of resolve.mustAnswer) {
        const readers = fieldOf(process, field)?.visibleTo;
        if (!readers || readers.includes(resolve.who)) continue;
        complain(`${rule}.resolve.must_answer`, `\`${resolve.who}\` resolves the alert \`${id}\` and must answer \`${field}\`, but the field is visible to ${readers.join(', ')} only: the alert could never end.`, `Add \`${resolve.who}\` to its \`visible_to\`, or let another role resolve.`);
      }
    }
  },
};
