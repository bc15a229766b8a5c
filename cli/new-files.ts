// The files of a guided start: a process in the language chosen, its texts, the agency, the calendar, and a scenario that passes.

import { deriveProcess, scalar, writeTexts } from '../language/derive-process';
import { firstScenario } from '../language/first-scenario';
import type { CompiledFolder, FolderFiles } from '../language/folder';
import { compileFolder } from '../language/folder';
import { say } from '../texts/say';
import type { Choices } from './new-choices';
import { rulesOf } from './scenarios';

export interface NewFiles {
  /** Must not be there yet. */
  own: Record<string, string>;
  /** Calendar and schemas: what is there of them stays. */
  shared: Record<string, string>;
}

/** What is shipped, as files and compiled. */
interface Shipped {
  files: FolderFiles;
  compiled: CompiledFolder;
}

/** Paths are those inside the definitions folder. Throws when what comes of the choices cannot be compiled. */
export function newFiles(choices: Choices, { files: shipped, compiled: folderShipped }: Shipped, present: FolderFiles): NewFiles {
  const { id, from, language, agency, calendar } = choices;
  const source = `processes/${from}.yaml`;
  const compiled = folderShipped.processes[from];
  if (!compiled?.process) throw new Error(`The shipped process ${from} has mistakes.`);
  const { texts } = compiled;
  const order = Object.keys(texts[compiled.process.language] ?? {});
  const others = Object.keys(texts).filter((one) => one !== language);
  const own: Record<string, string> = {
    [`processes/${id}.yaml`]: deriveProcess(source, textOf(shipped, source), { id, title: choices.title, language, texts: texts[language] ?? {}, head: head(choices) }),
    ...Object.fromEntries(others.map((one) => {
      const words = texts[one] ?? {};
      return [`texts/${id}.${one}.yaml`, writeTexts(id, one, Object.fromEntries(order.flatMap((path) => (words[path] === undefined ? [] : [[path, words[path]]]))))];
    })),
    [`agencies/${agency}.yaml`]: agencyFile(choices, [language, ...others]),
  };
  const path = `calendars/${calendar}.yaml`;
  const shared = Object.fromEntries([...Object.keys(shipped).filter((one) => one.endsWith('.schema.json')), path].flatMap((name) => (shipped[name] === undefined ? [] : [[name, textOf(shipped, name)]])));
  const folder = compileFolder({ ...(shared[path] !== undefined && { [path]: shared[path] }), ...(present[path] !== undefined && { [path]: present[path] }), ...own });
  const rules = rulesOf(folder, agency, id);
  if (!rules || rules === 'broken') throw new Error(`The new process does not compile: ${folder.problems.map((one) => `${one.file}:${one.line} ${one.message}`).join(' ')}`);
  const title = `${say(language, 'journal.opened')} – ${say(language, 'notice.task_late.heading')}`;
  return { own: { ...own, [`scenarios/${id}/first.yaml`]: firstScenario(rules, 'first', title) }, shared };
}

/** A shipped file as text; those are never too large to be read. */
function textOf(files: FolderFiles, path: string): string {
  const content = files[path];
  return typeof content === 'string' ? content : content instanceof Uint8Array ? Buffer.from(content).toString('utf8') : '';
}

const head = ({ from, id }: Choices): string[] => [
  '# yaml-language-server: $schema=../process.schema.json', '#',
  `# The process ${id}, begun from ${from} as it is shipped with Caseway. Who does what and how soon is yours to set: see docs/language.md.`,
];

function agencyFile({ agency, agencyTitle, calendar, id, email, language }: Choices, languages: string[]): string {
  return [
    '# yaml-language-server: $schema=../agency.schema.json', '',
    `agency: ${agency}`, 'title:', `  ${language}: ${scalar(agencyTitle, 2)}`, `languages: [${languages.join(', ')}]`, `calendar: ${calendar}`, `processes: [${id}]`,
    '# Where a notice goes that reaches nobody else: an address that somebody reads.', 'fallback:', `  email: ${email}`, `  language: ${language}`, '',
  ].join('\n');
}
