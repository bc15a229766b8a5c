// Lint rule: a field that nobody is asked for and nothing turns on.

import { pathOfField } from '../../process/parts';
import { allFields } from '../meaning/fields';
import { fieldsWritten } from '../meaning/list-fields';
import { fieldsAsked, fieldsRead, recordFieldsRead } from '../meaning/readings';
import type { LintRule } from './rule';

export const fieldNeverUsed: LintRule = {
  code: 'field-never-used',
  check(process, complain) {
    const used = new Set([...fieldsRead(process), ...recordFieldsRead(process), ...fieldsAsked(process), ...fieldsWritten(process), ...Object.values(process.client)]);
    for (const name of Object.keys(allFields(process))) {
      if (!used.has(name)) complain(pathOfField(name), `Nobody is asked for \`${name}\`, and nothing turns on it.`, 'Put it under `must_answer` or `may_answer` somewhere, or take it out.');
    }
  },
};
