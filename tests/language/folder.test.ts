// A whole definitions folder: what is shipped has no problem, files find each other, and what is wrong between them is told.

import type { FileContent } from '../../language/bytes';
import type { FolderFiles } from '../../language/folder';
import { compileFolder, FolderCompiler } from '../../language/folder';
import { compileShipped, readFolder } from '../definitions';

const shippedWith = (change: Record<string, string | null | ((text: string) => string)>): FolderFiles => {
  const files: FolderFiles = readFolder();
  for (const [path, to] of Object.entries(change)) {
    if (to === null) delete files[path];
    else files[path] = typeof to === 'string' ? to : to(Buffer.from(readFolder()[path] ?? '').toString('utf8'));
  }
  return files;
};
const problemsWith = (change: Parameters<typeof shippedWith>[0]): string[] =>
  compileFolder(shippedWith(change)).problems.map((one) => `${one.file}:${one.line}:${one.column} ${one.severity} ${one.code}${one.suggestion === undefined ? '' : ` → ${one.suggestion}`}`);

/** `file:line:column` of a piece of a shipped file. */
function placeOf(path: string, piece: string): string {
  const before = Buffer.from(readFolder()[path] ?? '').toString('utf8').split(piece)[0]?.split('\n') ?? [];
  return `${path}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

const PROCESS = 'processes/child_protection.yaml';
const TEXTS = 'texts/child_protection.en.yaml';
const AGENCY = 'agencies/amman_child_protection.yaml';

describe('the shipped definitions', () => {
  it('have no problem at all', () => {
    expect(compileShipped().folder.problems).toEqual([]);
  });

  it('say everything in Arabic and in English', () => {
    const { texts, rules } = compileShipped();
    expect(Object.keys(texts)).toEqual(['ar', 'en']);
    expect(Object.keys(texts.en ?? {}).sort()).toEqual(Object.keys(texts.ar ?? {}).sort());
    expect(texts.ar?.['fields.risk.options.immediate']).toBe('فوري');
    expect(texts.en?.['closure.must.0.say']).toBe('An alert is still open.');
    expect(rules.process.language).toBe('ar');
  });

  it('compile to the same hashes every time, frozen', () => {
    const again = compileFolder(readFolder());
    const { rules } = compileShipped();
    expect(again.processes.child_protection?.hash).toBe(rules.hashes.process);
    expect(again.calendars.jordan?.hash).toBe(rules.hashes.calendar);
    expect(again.agencies.amman_child_protection?.hash).toBe(rules.hashes.agency);
    expect(Object.isFrozen(rules.process.stages[0]?.tasks[0]?.clock.late)).toBe(true);
    expect(JSON.parse(JSON.stringify(rules.process))).toEqual(rules.process);
  });

  it('give each rule its line', () => {
    const { sourceMap } = compileShipped();
    const lines = Buffer.from(readFolder()[PROCESS] ?? '').toString('utf8').split('\n');
    for (const [path, { line, column }] of Object.entries(sourceMap)) {
      const last = path.split('.').at(-1) ?? '';
      const found = lines[line - 1]?.slice(column - 1) ?? '';
      if (!/^\d+$/.test(last)) expect([path, found.startsWith(`${last}:`)]).toEqual([path, true]);
    }
    expect(sourceMap).toHaveProperty(['stages.registration.tasks.screening.due']);
  });

  it('have a way through from registration to closure', () => {
    const { process } = compileShipped().rules;
    expect(process.stages.map((stage) => stage.id)).toEqual(['registration', 'assessment', 'planning', 'implementation']);
    expect(process.stages.at(-1)?.next.map((way) => ('close' in way ? way.close : way.to))).toEqual(['resolved', 'planning']);
    expect(process.reviews.map((review) => review.during)).toEqual([undefined]);
    expect(process.alerts[0]?.acknowledge.map((step) => step.who)).toEqual(['supervisor', 'manager', 'manager']);
    expect(process.stages[0]?.tasks[0]?.clock.late[0]?.tell).toEqual({ role: 'supervisor' });
    expect(process.reviews[0]?.clock.late[0]?.tell).toEqual({ owner: true });
  });
});

/** Conditions keep their text as it is written; what they mean is what counts here. */
const withoutSources = (process: unknown): unknown => JSON.parse(JSON.stringify(process, (key, value: unknown) => (key === 'text' ? undefined : value)));

describe('harmless edits', () => {
  it.each([
    ['a comment', (text: string) => `# note\n${text}`],
    ['blank lines', (text: string) => text.replace(/\n(?=[a-z])/g, '\n\n\n')],
    ['comments at the ends of lines', (text: string) => text.replace(/^( +(?:due|who|type): [^#\n]+)$/gm, '$1   # as agreed')],
    ['comments between keys', (text: string) => text.replace(/^( +)(due|who): /gm, '$1# see the plan\n$1$2: ')],
    ['spaces at the ends of lines', (text: string) => text.replace(/^( +(?:due|who|title): .*)$/gm, '$1  ')],
    ['no line end at the end', (text: string) => text.trimEnd()],
    ['a document start', (text: string) => `---\n${text}`],
    ['ids in quotes', (text: string) => text.replace(/who: (\w+)$/gm, 'who: "$1"')],
    ['keys in quotes', (text: string) => text.replace(/^( +)(title|who|due):/gm, "$1'$2':")],
    ['titles in double quotes', (text: string) => text.replace(/title: ([^'"#\n]+)$/gm, 'title: "$1"')],
    ['entries at the column of their key', (text: string) => text.replace(/^( +)late:\n((?: +- \{.*\}\n)+)/gm, (_, margin: string, entries: string) => `${margin}late:\n${entries.replace(/^ +/gm, margin)}`)],
    ['braces without spaces', (text: string) => text.replace(/\{ (.*?) \}/g, '{$1}')],
    ['braces over two lines', (text: string) => text.replace('{ at_once: true, tell: supervisor }', '{ at_once: true,\n              tell: supervisor }')],
    ['keys in another order', (text: string) => text.replace(/^( +title: .*\n)( +type: .*\n)/gm, '$2$1')],
    ['parts in another order', (text: string) => { const at = text.indexOf('\nclosure:'); const roles = text.indexOf('\nroles:'); return text.slice(0, roles) + text.slice(at) + text.slice(roles, at); }],
    ['lines of a block that are indented more', (text: string) => text.replace(/^(closure:\n)((?: .*\n|\n)+)/m, (_, head: string, body: string) => head + body.replace(/^(?=.)/gm, '  '))],
    ['another title', (text: string) => text.replace('title: حماية الطفل', "title: 'حماية الطفل: والأسرة'")],
    ['windows line ends', (text: string) => text.replace(/\n/g, '\r\n')],
    ['a list over several lines', (text: string) => text.replace('must_answer: [eligible, risk]', 'must_answer:\n          - eligible\n          - risk')],
    ['braces written out', (text: string) => text.replace('- { at_once: true, tell: supervisor }', '- at_once: true\n            tell: supervisor')],
    ['quotes round a length', (text: string) => text.replace('due: 24 hours', "due: '24 hours'")],
    ['operators instead of words', (text: string) => text.replace('when: not eligible', "when: '!eligible'").replace('raise_when: risk is immediate', "raise_when: risk == 'immediate'")],
    ['a condition in a block', (text: string) => text.replace('raise_when: risk is immediate', 'raise_when: >-\n      risk\n      is immediate')],
  ])('give no alarm: %s', (_, edit) => {
    expect(problemsWith({ [PROCESS]: edit })).toEqual([]);
    const { processes } = compileFolder(shippedWith({ [PROCESS]: edit }));
    expect(Buffer.from(readFolder()[PROCESS] ?? '').toString('utf8')).not.toBe(shippedWith({ [PROCESS]: edit })[PROCESS]);
    expect(withoutSources(processes.child_protection?.process)).toEqual(withoutSources(compileShipped().rules.process));
  });

  it('of texts alone leave the hash as it is', () => {
    const edited = compileFolder(shippedWith({ [PROCESS]: (text) => `# note\n${text.replace('title: حماية الطفل', 'title: الحماية')}`, [TEXTS]: (text) => text.replace('Child protection', 'Protection') }));
    expect(edited.processes.child_protection?.hash).toBe(compileShipped().rules.hashes.process);
    expect(compileFolder(shippedWith({ [PROCESS]: (text) => text.replace('due: 24 hours', 'due: 25 hours') })).processes.child_protection?.hash).not.toBe(compileShipped().rules.hashes.process);
  });
});

describe('a folder', () => {
  it.each<[string, Parameters<typeof shippedWith>[0], string[]]>([
    ['a calendar that is not there', { [AGENCY]: (text) => text.replace('calendar: jordan', 'calendar: jordam') }, [`${AGENCY}:8:11 error unknown-name → jordan`]],
    ['a process that is not there', { [AGENCY]: (text) => text.replace('[child_protection]', '[child_protecton]') }, [`${AGENCY}:9:13 error unknown-name → child_protection`]],
    ['a language without texts', { [AGENCY]: (text) => text.replace('[ar, en]', '[ar, en, fr]') }, [`${AGENCY}:7:1 warning missing-translation`]],
    ['a fallback language the agency does not have', { [AGENCY]: (text) => text.replace('language: ar', 'language: fa') }, [`${AGENCY}:12:13 error wrong-value`]],
    ['an address that is none', { [AGENCY]: (text) => text.replace('duty@amman-child-protection.example.org', 'duty at example') }, [`${AGENCY}:11:10 error bad-email`]],
    ['quiet hours that are none', { [AGENCY]: (text) => text.replace("'20:00'", "'8 pm'") }, [`${AGENCY}:14:9 error bad-hours → '20:00'`]],
    ['a file with another name than its id', { 'calendars/jordania.yaml': 'calendar: jordan\ntitle: J\ntime_zone: Asia/Amman\nweekend: []\nworking_hours: { from: "08:00", until: "16:00" }\ncovers: { from: 2025, until: 2026 }\nholidays: []\n' }, ['calendars/jordania.yaml:1:11 error name-differs → jordania']],
    ['a file in no folder', { 'notes.yaml': 'a: b\n' }, ['notes.yaml:1:1 warning unknown-file']],
    ['a file with the other ending', { 'processes/x.yml': 'a: b\n' }, ['processes/x.yml:1:1 warning unknown-file']],
    ['texts of a process that is not there', { 'texts/child_protecton.fr.yaml': 'title: X\n' }, ['texts/child_protecton.fr.yaml:1:1 warning unknown-file → child_protection']],
    ['texts without a language in the name', { 'texts/child_protection.yaml': 'title: X\n' }, ['texts/child_protection.yaml:1:1 warning unknown-file']],
    ['texts in the language of the process', { 'texts/child_protection.ar.yaml': 'title: X\n' }, ['texts/child_protection.ar.yaml:1:1 error bad-language']],
    ['a path that the process does not have', { [TEXTS]: (text) => text.replace('stages.planning.title', 'stages.planing.title') }, [`${placeOf(TEXTS, 'stages.planning.title')} error unknown-path → stages.planning.title`]],
    ['a text that is missing', { [TEXTS]: (text) => text.replace('roles.supervisor.title: Supervisor\n', '') }, [`${placeOf(PROCESS, 'المشرف')} warning missing-translation`]],
  ])('says what is wrong between its files: %s', (_, change, expected) => {
    expect(problemsWith(change)).toEqual(expected);
  });

  it('gives scenarios as they stand, with their process', () => {
    const { scenarios } = compileFolder({ 'scenarios/child_protection/well.yaml': 'scenario: well\n' });
    expect(scenarios).toEqual([{ path: 'scenarios/child_protection/well.yaml', process: 'child_protection', text: 'scenario: well\n' }]);
  });

  it.each<[string, FileContent, string, number]>([
    ['too large', { bytes: 5_000_000 }, 'file-too-large', 1],
    ['unreadable', { why: 'it may not be read' }, 'unreadable-file', 1],
  ])('tells of a file that was not read, and that other files find it nevertheless: %s', (_, content, code, line) => {
    const { problems } = compileFolder({ ...readFolder(), 'calendars/jordan.yaml': content });
    expect(problems.map((one) => `${one.file}:${one.line} ${one.code}`)).toEqual([`calendars/jordan.yaml:${line} ${code}`]);
  });

  it('is compiled again only where it has changed', () => {
    const compiler = new FolderCompiler();
    const first = compiler.compile(readFolder());
    const again = compiler.compile(readFolder());
    expect(again.processes.child_protection).toBe(first.processes.child_protection);
    const changed = compiler.compile(shippedWith({ [TEXTS]: (text) => text.replace('Child protection', 'Protection') }));
    expect(changed.processes.child_protection).not.toBe(first.processes.child_protection);
    expect(changed.calendars.jordan).toBe(first.calendars.jordan);
    expect(changed).toEqual(compileFolder(shippedWith({ [TEXTS]: (text) => text.replace('Child protection', 'Protection') })));
  });

  it('may be empty', () => {
    expect(compileFolder({})).toEqual({ problems: [], processes: {}, calendars: {}, agencies: {}, scenarios: [] });
  });

  it('keeps what an agency is apart from what only the letterbox needs', () => {
    const { rules, profile } = compileShipped();
    expect(rules.agency).toEqual({ format: 1, id: 'amman_child_protection', calendar: 'jordan', languages: ['ar', 'en'], processes: ['child_protection'] });
    expect(profile).toMatchObject({ fallback: { language: 'ar' }, quietHours: { from: '20:00', until: '07:00' }, title: { en: 'Amman Child Protection Agency' } });
  });
});
