// Lint rule: a field that conditions or clocks turn on, and that nobody is ever asked for.

import { pathOfField } from '../../process/parts';
import { allFields } from '../meaning/fields';
import { fieldsWritten } from '../meaning/list-fields';
import { fieldsAsked, fieldsRead, recordFieldsRead } from '../meaning/readings';
import type { LintRule } from './rule';

export const fieldNeverAsked: LintRule = {
  code: 'field-never-asked',
  check(process, complain) {
    const read = new Set([...fieldsRead(process), ...recordFieldsRead(process)]);
    // Who the client is, is asked when a case is opened; a record is answered by whoever writes it.
    const asked = new Set([...fieldsAsked(process), ...fieldsWritten(process), ...Object.values(process.client)]);
    for (const name of Object.keys(allFields(process))) {
      if (!read.has(name) || asked.has(name)) continue;
      complain(pathOfField(name), `Conditions or clocks turn on \`${name}\`, but no task, review or alert asks for it.`, 'Put it under `must_answer` or `may_answer` where it becomes known.');
    }
  },
};
