// How many cases somebody has, in a terminal: what is said of one more, the reason that passes the limit, and who has how much.

import type { ApiHouse, Who } from '../api/house';
import { AGENCY, startHouse } from '../api/house';
import { compileShipped } from '../definitions';
import type { Ran } from './terminal';
import { caseway } from './terminal';

let house: ApiHouse;
let url: string;
beforeAll(async () => {
  house = await startHouse();
  const { profile } = compileShipped();
  await house.records.publish({ agency: AGENCY, profile: { ...profile, id: AGENCY, caseload: { case_worker: { warn: 1, atMost: 2 } } } });
  url = await house.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => house.close());

const as = (who: Who, ...argv: string[]): Promise<Ran> => caseway(argv, { env: { CASEWAY_URL: url, CASEWAY_TOKEN: house.tokens[who] } });

it('the count is said from the warning on, and the limit is passed with a reason', async () => {
  const open = ['case', 'open', '--process', 'child_protection'];
  expect((await as('worker', ...open)).out).toContain('open cases of who is in charge: 1 (at most 2)');
  await as('worker', ...open);
  expect((await as('worker', ...open)).err).toContain('(caseload-full)');
  expect((await as('worker', ...open, '--despite', 'She knows them')).out).toContain('open cases of who is in charge: 3 (at most 2)');
  const number = await house.openCase({}, 'colleague');
  expect((await as('supervisor', 'case', 'assign', number, 'rana')).err).toContain('(caseload-full)');
  expect((await as('supervisor', 'case', 'assign', number, 'rana', '--task', 'screening', '--despite', 'why')).code).toBe(2);
  expect((await as('supervisor', 'case', 'assign', number, 'rana', '--despite', 'why')).out).toContain('open cases of who is in charge: 4');
  expect((await as('supervisor', 'staff', 'workload')).out).toMatch(/^ID +NAME +OPEN +WARNED AT +AT MOST +OVERDUE\nrana +Rana Test +4 +1 +2 +0\nsami +Sami Test +0 +1 +2 +0\n$/);
  expect((await as('worker', 'staff', 'workload')).err).toContain('(not-for-you)');
});
