// Fields that are worked out, looked at together: none from itself, and none that tells what the others keep.

import type { DerivedField } from '../../process/derive';
import { derivedFields, inputsOf } from '../../process/derive';
import { fieldOf, pathOfField } from '../../process/parts';
import type { Field, Process } from '../../process/process';
import type { Report } from '../report';
import type { Range } from '../source';

/** Reports what can only be seen of all fields together. */
export function checkDerived(process: Process, rangeOf: (path: string) => Range, report: Report): void {
  const fields = derivedFields(process);
  checkCircles(fields, rangeOf, report);
  for (const one of fields) checkSecrets(process, one, rangeOf, report);
}

function checkCircles(fields: DerivedField[], rangeOf: (path: string) => Range, report: Report): void {
  const byName = new Map(fields.map((one) => [one.name, one]));
  const done = new Set<string>();
  const visit = ({ name, is }: DerivedField, trail: string[]): void => {
    const from = trail.indexOf(name);
    if (from >= 0) {
      const circle = [...trail.slice(from), name];
      const what = circle.length > 2 ? `These fields are worked out from each other: ${circle.join(' → ')}.` : `\`${name}\` is worked out from itself.`;
      report.add('derived-circle', rangeOf(`${pathOfField(name)}.is`), what, 'Let one of them be answered, or worked out from something else.');
      return;
    }
    if (done.has(name)) return;
    for (const input of inputsOf(is).fields) {
      const before = byName.get(input);
      if (before) visit(before, [...trail, name]);
    }
    done.add(name);
  };
  for (const one of fields) visit(one, []);
}

/** A value tells of what it is worked out from: it is kept as that is. */
function checkSecrets(process: Process, { name, field, is }: DerivedField, rangeOf: (path: string) => Range, report: Report): void {
  const range = rangeOf(pathOfField(name));
  const inputs = inputsOf(is).fields.flatMap((input): { input: string; of: Field }[] => {
    const of = fieldOf(process, input);
    return of ? [{ input, of }] : [];
  });
  const secret = inputs.find(({ of }) => of.private);
  if (secret && !field.private) report.add('derived-not-private', range, `\`${name}\` is worked out from \`${secret.input}\`, which is private: its value would tell of it in mail, logs and reports.`, 'Add `private: true`.');
  for (const { input, of: { visibleTo } } of inputs) {
    if (!visibleTo) continue;
    const more = field.visibleTo?.filter((role) => !visibleTo.includes(role));
    if (more?.length === 0) continue;
    const who = more ? `\`${more.join('`, `')}\`` : 'everybody who reads the case';
    report.add('derived-not-hidden', range, `\`${name}\` is worked out from \`${input}\`, which is not for ${who} to read: its value would tell of it.`, `Add \`visible_to: [${visibleTo.join(', ')}]\`, or fewer of them.`);
    return;
  }
}
