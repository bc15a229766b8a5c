// The texts of a process: those in its own file, and those of further languages that stand in files of their own.

import type { Texts } from '../process/process';
import { checkShape } from './shape';
import { SCHEMAS } from './schema';
import type { Report } from './report';
import { fixFor, nearest } from './suggest';
import type { Place } from './tree';

/** A file of texts that has been read. */
export interface Translation {
  language: string;
  texts: Texts;
}

/** `texts/child_protection.en.yaml` as process and language. */
export function nameOfTexts(path: string): { process: string; language: string } | undefined {
  const [, process, language] = /(?:^|\/)([a-z0-9_]+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.yaml$/.exec(path) ?? [];
  return process === undefined || language === undefined ? undefined : { process, language };
}

/** The texts of one further language. A path that the process does not have is a problem, with what was probably meant. */
export function readTexts(root: Place, own: ReadonlyMap<string, Place>, report: Report): Texts {
  const texts: Texts = {};
  checkShape(root, SCHEMAS.texts, report);
  const known = [...own.keys()];
  for (const [path, place] of root.entries()) {
    if (own.has(path)) {
      if (place.text !== undefined) texts[path] = place.text;
      continue;
    }
    if (report.isFull) break;
    const suggestion = nearestPath(path, known);
    // It is read as the text that was meant, so that this is not missing as well.
    if (suggestion !== undefined && !root.at(suggestion) && place.text !== undefined) texts[suggestion] = place.text;
    report.add('unknown-path', place.head, `The process has no text at \`${path}\`.`, fixFor(suggestion, known, 'text'), suggestion);
  }
  return texts;
}

/** Paths are long: they are compared step by step, so that one wrong word in a long path is still one slip. */
function nearestPath(path: string, known: string[]): string | undefined {
  const steps = path.split('.');
  const alike = known.filter((one) => {
    const others = one.split('.');
    if (others.length !== steps.length) return false;
    const different = others.findIndex((step, index) => step !== steps[index]);
    return others.every((step, index) => index === different || step === steps[index]) && nearest(steps[different] ?? '', [others[different] ?? '']) !== undefined;
  });
  return alike[0] ?? nearest(path, known);
}

/** A warning at each text of the process that a language lacks. */
export function warnOfMissing(own: ReadonlyMap<string, Place>, { language, texts }: Translation, file: string, report: Report): void {
  for (const [path, place] of own) {
    if (!Object.hasOwn(texts, path)) {
      report.add('missing-translation', place.range, `This text is missing in ${language}: readers of ${language} will see it as it stands here.`, `Add \`${path}: …\` to ${file}.`);
    }
  }
}
