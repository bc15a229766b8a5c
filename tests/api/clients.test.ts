// A client's earlier cases, and those of the household, as far as the asker may know of them; the database tells nobody a name.

import { compileFolder } from '../../language/folder';
import { readFolder } from '../definitions';
import type { ApiHouse, Who } from './house';
import { AGENCY, startHouse } from './house';

let house: ApiHouse;
beforeEach(async () => void (house = await startHouse()));
afterEach(() => house.close());

const find = async (who: Who, body: object) => (await house.ask(who, 'POST', '/v1/clients/find', { body })).body;
const CHILD = { child_name: 'سلمى حدّاد', birth_date: '2014-05' };

test('an earlier case of the same person is told at the opening and by a search, in whatever way the name is written', async () => {
  const earlier = await house.openCase(CHILD);
  const opened = await house.ask('worker', 'POST', '/v1/cases', { body: { process: 'child_protection', answers: { child_name: 'حداد سلمي', birth_date: '2014-05-26' } } });
  expect(opened.body.similar).toEqual({ cases: [expect.objectContaining({ case: earlier, status: 'open', same: ['name', 'birth_date'], owner: { id: 'rana', name: 'Rana Test' } })], others: 0 });
  expect((await find('worker', { name: 'سلمى حداد' })).cases.map((one: { case: string }) => one.case).sort()).toEqual([earlier, opened.body.case].sort());
  expect((await find('worker', { name: 'سلمى حداد', birthDate: '2013' })).cases).toEqual([]);
});

test('of a colleague’s case it is told that there is one and no more; of another agency’s nothing', async () => {
  await house.openCase(CHILD);
  expect(await find('colleague', { name: 'سلمى حداد' })).toEqual({ cases: [], others: 1 });
  expect((await find('supervisor', { name: 'سلمى حداد' })).cases).toHaveLength(1);
  expect(await find('stranger', { name: 'سلمى حداد' })).toEqual({ cases: [], others: 0 });
  const opened = await house.ask('colleague', 'POST', '/v1/cases', { body: { process: 'child_protection', answers: CHILD } });
  expect(opened.body.similar).toEqual({ cases: [], others: 1 });
});

test('a name that is corrected is found anew, and no more as it was', async () => {
  const number = await house.openCase(CHILD);
  await house.ask('worker', 'POST', `/v1/cases/${number}/fields/correct`, { body: { answers: { child_name: 'Layla Qasim' }, reason: 'Misheard.' } });
  expect((await find('worker', { name: 'سلمى حداد' })).cases).toEqual([]);
  expect((await find('worker', { name: 'qasim layla' })).cases).toHaveLength(1);
});

test('neither the database nor the log holds a name or its words readable', async () => {
  const number = await house.openCase({ child_name: 'Layla Qasim', birth_date: '2014-05-26' });
  await find('worker', { name: 'Layla Qasim' });
  const rows = await house.database.query(`select encode(unnest(client_words), 'escape') as word from cases where number = '${number}'`);
  expect(rows).toHaveLength(5);
  expect(JSON.stringify(rows) + house.log() + (await house.database.everything())).not.toMatch(/layla|qasim|2014-05-26/i);
});

test('members of one household are found by what they have in common', async () => {
  const files = readFolder();
  const text = Buffer.from(files['processes/child_protection.yaml'] ?? []).toString('utf8')
    .replace(/^client:\n/m, 'client:\n  household: family_number\n').replace(/^fields:\n/m, 'fields:\n  family_number:\n    title: رقم العائلة\n    type: text\n    private: true\n')
    .replace(/^( +)may_answer: \[/m, '$1may_answer: [family_number, ');
  const { processes, problems } = compileFolder({ ...files, 'processes/child_protection.yaml': text });
  const compiled = processes['child_protection'];
  if (!compiled?.process || !compiled.texts || !compiled.sourceMap) throw new Error(JSON.stringify(problems));
  await house.records.publish({ agency: AGENCY, processes: [{ compiled: compiled.process, source: text, sourceMap: compiled.sourceMap, texts: compiled.texts }] });
  const sister = await house.openCase({ child_name: 'Layla Qasim', family_number: 'R-12/7' });
  const opened = await house.ask('worker', 'POST', '/v1/cases', { body: { process: 'child_protection', answers: { child_name: 'Omar Qasim', family_number: 'r 12 7' } } });
  expect(opened.body.similar.cases).toEqual([expect.objectContaining({ case: sister, same: ['household'] })]);
});
