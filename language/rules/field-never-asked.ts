// Lint rule: a field that conditions or clocks turn on, and that nobody is ever asked for.

import { fieldsAsked, fieldsRead } from '../meaning/readings';
import type { LintRule } from './rule';

export const fieldNeverAsked: LintRule = {
  code: 'field-never-asked',
  check(process, complain) {
    const [read, asked] = [fieldsRead(process), fieldsAsked(process)];
    // Who the client is, is asked when a case is opened.
    const client = new Set(Object.values(process.client));
    for (const id of Object.keys(process.fields)) {
      if (!read.has(id) || asked.has(id) || client.has(id)) continue;
      complain(`fields.${id}`, `Conditions or clocks turn on \`${id}\`, but no task, review or alert asks for it.`, 'Put it under `must_answer` or `may_answer` where it becomes known.');
    }
  },
};
