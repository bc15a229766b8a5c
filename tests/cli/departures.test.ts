// What should hold and is passed over, and what is worked out, in a terminal.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiHouse } from '../api/house';
import { startHouse } from '../api/house';
import type { Ran } from './terminal';
import { caseway } from './terminal';

const SOURCE = readFileSync(join(__dirname, '..', '..', 'definitions', 'processes', 'child_protection.yaml'), 'utf8')
  .replace('fields:\n', 'fields:\n  urgent:\n    title: عاجل\n    type: yes_no\n    is: risk in [high, immediate]\n')
  .replace('        must_answer: [eligible, risk]\n', '        must_answer: [eligible, risk]\n        checklist:\n          alone: على انفراد\n        should:\n          - that: answered(birth_date)\n            say: سجّل تاريخ الميلاد.\n')
  .replace('        close: not_eligible\n', '        close: not_eligible\n        should:\n          - that: answered(preferred_language)\n            say: سجّل لغة الأسرة.\n');

let house: ApiHouse;
let url: string;
beforeAll(async () => {
  house = await startHouse();
  const { status, body } = await house.ask('lead', 'POST', '/v1/processes', { body: { process: 'child_protection', source: SOURCE } });
  if (status !== 200) throw new Error(JSON.stringify(body));
  url = await house.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => house.close());

const worker = (...argv: string[]): Promise<Ran> => caseway(['case', ...argv], { env: { CASEWAY_URL: url, CASEWAY_TOKEN: house.tokens.worker } });

it('criteria and worked-out values are explained, and passed over with a reason', async () => {
  const number = await house.openCase({ risk: 'high' });
  const explained = (await worker('explain', number)).out;
  expect(explained).toMatch(/To hand in screening\.1\n {2}should be met +سجّل تاريخ الميلاد\./);
  expect(explained).toMatch(/Worked out\n {2}urgent +yes +risk is high +line \d+/);
  expect((await worker('complete', number, 'screening', '-a', 'eligible=no', '-a', 'risk=low', '-a', 'not_eligible_why=elsewhere')).err).toContain('(should-not-met)');
  const done = await worker('complete', number, 'screening', '-a', 'eligible=no', '-a', 'risk=low', '-a', 'not_eligible_why=elsewhere', '--ticked', 'alone', '--despite', 'not known');
  expect([done.code, done.err]).toEqual([0, '']);
  expect((await worker('explain', number)).out).toMatch(/holds +not eligible +→ close: not_eligible\n +should be met +سجّل لغة الأسرة\./);
  expect((await worker('pass', number, 'assessment', '--reason', 'why')).err).toContain('(way-not-open)');
  expect((await worker('pass', number, 'not_eligible', '--reason', 'They left')).code).toBe(0);
  expect((await worker('show', number)).out).toContain('Closure proposed: not_eligible');
});
