// Lint rule: the chain of an alert that never leaves the owner of the case, or has a step that only repeats the one before.

import { formatLength } from '../../process/length';
import type { LintRule } from './rule';

export const chainWithoutSecondPerson: LintRule = {
  code: 'chain-without-second-person',
  check(process, complain) {
    for (const { rule, acknowledge } of process.alerts) {
      const [first] = acknowledge;
      if (first && acknowledge.every((step) => process.roles[step.who]?.ownsCase)) {
        complain(`${rule}.acknowledge`, `Only \`${first.who}\`, who owns the case, is ever told: when nobody there acknowledges, nobody else learns of it.`, 'Add a step for another role, as the one who supervises.');
        continue;
      }
      const [last, before] = [acknowledge.at(-1), acknowledge.at(-2)];
      if (!last || !before || last.who !== before.who || formatLength(last.within) !== formatLength(before.within)) continue;
      complain(last.rule, 'This step adds nothing: the last step repeats until somebody acknowledges, and the one before says the same.', 'Take it out, or name another role.');
    }
  },
};
