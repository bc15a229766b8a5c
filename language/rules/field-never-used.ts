// Lint rule: a field that nobody is asked for and nothing turns on.

import { fieldsAsked, fieldsRead } from '../meaning/readings';
import type { LintRule } from './rule';

export const fieldNeverUsed: LintRule = {
  code: 'field-never-used',
  check(process, complain) {
    const used = new Set([...fieldsRead(process), ...fieldsAsked(process), ...Object.values(process.client)]);
    for (const id of Object.keys(process.fields)) {
      if (!used.has(id)) complain(`fields.${id}`, `Nobody is asked for \`${id}\`, and nothing turns on it.`, 'Put it under `must_answer` or `may_answer` somewhere, or take it out.');
    }
  },
};
