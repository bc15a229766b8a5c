// Lint rule: a text for people that names a field in braces, as if the answer were put in its place.

import { allFields } from '../meaning/fields';
import type { LintRule } from './rule';

export const fieldInText: LintRule = {
  code: 'field-in-text',
  runsOnDrafts: true,
  check(process, complain, texts) {
    const fields = Object.entries(allFields(process));
    for (const [path, text] of Object.entries(texts)) {
      for (const [written, id = ''] of text.matchAll(/(?:\{\{?|<)\s*([a-z][a-z0-9_]*)\s*(?:\}\}?|>)/g)) {
        const field = fields.find(([name]) => name.replace(/^.*\./, '') === id)?.[1];
        if (!field) continue;
        const why = field.private ? 'it is private, and notices would carry it out of the house' : 'texts are the same for every case';
        complain(path, `No answer is ever put into a text (${why}): readers would see \`${written}\` as it stands.`, 'Say it without the answer; the answer stands in the case.');
      }
    }
  },
};
