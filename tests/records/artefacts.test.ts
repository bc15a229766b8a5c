// What was published is kept for ever and found by its hash; the latest is in force.

import { hashOf } from '../../process/hash';
import type { Records } from '../../records/database';
import { sampleAgency, sampleCalendar, sampleProcess, samplePublication, sampleRules } from './sample-agency';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

let database: TestDatabase;
let records: Records;
beforeEach(async () => {
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
});
afterEach(() => database.drop());

const EID = [{ date: '2026-05-27', title: 'Eid al-Adha', expected: true as const }];

describe('publishing', () => {
  test('gives the rules that new cases start with, known by the hash of their hashes', async () => {
    const { changed, hashes } = await records.publish(sampleAgency());
    expect(changed).toBe(true);
    const rules = await records.rulesFor('amal', 'child_protection');
    expect(rules).toEqual({
      $rules: hashOf(rules?.hashes),
      hashes: { process: hashes['child_protection'], calendar: hashOf(sampleCalendar()), agency: hashOf(sampleRules()) },
      process: sampleProcess(),
      calendar: sampleCalendar(),
      agency: sampleRules(),
    });
    expect(Object.keys(rules!)[0]).toBe('$rules');
    expect(Object.keys(rules!.process.fields)).toEqual(['risk', 'name']);
    expect(await records.rulesBySet(rules!.$rules)).toEqual(rules);
    expect(await database.open().rulesByHashes(rules!.hashes)).toEqual(rules);
  });

  test('the same again changes nothing and tells nobody', async () => {
    await records.publish(sampleAgency());
    const before = await database.everything();
    expect(await records.publish(sampleAgency())).toMatchObject({ changed: false, changes: [] });
    expect(await database.everything()).toBe(before);
  });

  test('several processes publishing the same at once leave it there once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => database.open().publish(sampleAgency())));
    expect(answers.filter((answer) => answer.changed)).toHaveLength(1);
    expect(await records.listProcesses('amal')).toHaveLength(1);
  });

  test('a new version of a process is in force from then on, and the old one is kept', async () => {
    await records.publish(sampleAgency());
    const old = await records.rulesFor('amal', 'child_protection');
    const changed = samplePublication(sampleProcess('child_protection', ['goals_met', 'moved_away']), '# second\n');
    expect((await records.publish({ agency: 'amal', processes: [changed] })).changes).toEqual([{ what: 'process', id: 'child_protection' }]);
    expect((await records.rulesFor('amal', 'child_protection'))?.process.closure.reasons).toContain('moved_away');
    expect(await records.rulesBySet(old!.$rules)).toEqual(old);
    expect(await records.processSource('amal', old!.hashes.process)).toBe('# child_protection\n');
    expect((await records.listProcesses('amal')).map((one) => one.inForce)).toEqual([true, false]);
    await records.publish({ agency: 'amal', processes: [samplePublication()] });
    expect((await records.rulesFor('amal', 'child_protection'))?.$rules).toBe(old!.$rules);
  });

  test('a new calendar reaches running cases of every version of the process', async () => {
    await records.publish(sampleAgency());
    const old = (await records.rulesFor('amal', 'child_protection'))!;
    await records.publish({ agency: 'amal', processes: [samplePublication(sampleProcess('child_protection', ['other']))] });
    await records.publish({ agency: 'amal', calendar: sampleCalendar(EID) });
    const running = (await records.rulesForRunning('amal', old.hashes.process))!;
    expect(running.hashes).toEqual({ ...old.hashes, calendar: hashOf(sampleCalendar(EID)) });
    // Asked for by its hash alone, as a worker does that was just told of it.
    expect(await database.open().rulesBySet(running.$rules)).toEqual(running);
    expect(await records.ruleSets()).toContain(running.$rules);
  });

  test('texts are used at once, keep what only older versions name, and do not touch the rules', async () => {
    await records.publish(sampleAgency());
    const before = await records.rulesFor('amal', 'child_protection');
    const texts = { en: { 'stages.planning.title': 'Planning' } };
    expect((await records.publish({ agency: 'amal', processes: [{ ...samplePublication(), texts }] })).changes).toEqual([
      { what: 'texts', id: 'child_protection', language: 'en' },
    ]);
    expect(await records.textsFor('amal', 'child_protection')).toEqual({
      ar: { 'stages.assessment.title': 'التقييم' },
      en: { 'stages.assessment.title': 'Assessment', 'stages.planning.title': 'Planning' },
    });
    expect(await records.rulesFor('amal', 'child_protection')).toEqual(before);
  });

  test('a file with another comment brings its source and its lines, and no new version', async () => {
    const { hashes } = await records.publish(sampleAgency());
    const commented = { ...samplePublication(), source: '# why\n\n# child_protection\n', sourceMap: { 'stages.assessment': { line: 4, column: 3 } } };
    expect((await records.publish({ agency: 'amal', processes: [commented] })).changes).toEqual([{ what: 'source', id: 'child_protection' }]);
    expect(await records.sourceMap('amal', hashes['child_protection']!)).toEqual({ 'stages.assessment': { line: 4, column: 3 } });
    expect(await records.listProcesses('amal')).toHaveLength(1);
  });

  test('one agency does not change what another one uses, nor read its sources', async () => {
    await records.publish(sampleAgency());
    const { hashes } = await records.publish({
      ...sampleAgency(),
      agency: 'noor',
      rules: { ...sampleRules(), id: 'noor' },
      profile: { id: 'noor', title: {}, fallback: { email: 'n@example.org', language: 'en' } },
      processes: [samplePublication(sampleProcess('child_protection', ['other']))],
    });
    expect((await records.rulesFor('amal', 'child_protection'))?.process.closure.reasons).toEqual(['goals_met']);
    expect(await records.processSource('amal', hashes['child_protection']!)).toBeNull();
    expect(await records.agencies()).toEqual(['amal', 'noor']);
  });

  test.each([
    ['an agency without its calendar', sampleAgency({ calendar: undefined }), 'calendar'],
    ['an agency without a process that it uses', sampleAgency({ rules: sampleRules(['child_protection', 'adoption']) }), 'adoption'],
    ['an agency with another calendar than its own', sampleAgency({ calendar: { ...sampleCalendar(), id: 'egypt' } }), 'egypt'],
    ['the rules of another agency', sampleAgency({ rules: { ...sampleRules(), id: 'noor' } }), 'noor'],
  ])('%s is refused whole', async (_what, publication, named) => {
    const before = await database.everything();
    await expect(records.publish(publication)).rejects.toMatchObject({ code: 'agency-incomplete', message: expect.stringContaining(named) });
    expect(await database.everything()).toBe(before);
  });

  test('what was never published is not found', async () => {
    await records.publish(sampleAgency());
    expect(await records.rulesFor('amal', 'adoption')).toBeNull();
    expect(await records.rulesFor('noor', 'child_protection')).toBeNull();
    expect(await records.rulesForRunning('amal', 'f'.repeat(64))).toBeNull();
    expect(await records.rulesBySet('f'.repeat(64))).toBeNull();
    expect(await records.profile('noor')).toBeNull();
    expect(await records.textsFor('noor', 'child_protection')).toEqual({});
  });

  test('a process that the agency no longer uses opens no new cases and goes on with the old ones', async () => {
    const { hashes } = await records.publish(sampleAgency());
    await records.publish({ agency: 'amal', rules: sampleRules([]) });
    expect(await records.rulesFor('amal', 'child_protection')).toBeNull();
    expect((await records.rulesForRunning('amal', hashes['child_protection']!))?.process.id).toBe('child_protection');
  });
});
