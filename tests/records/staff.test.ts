// The staff, and tokens that are never kept themselves.

import type { StaffMember } from '../../case/staff';
import type { Records } from '../../records/database';
import { sampleAgency } from './sample-agency';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

let database: TestDatabase;
let records: Records;
beforeAll(async () => {
  database = await createTestDatabase();
  records = database.open();
  await records.migrate();
  await records.publish(sampleAgency());
});
afterAll(() => database.drop());

const member = (id: string, changes: Partial<StaffMember> = {}): StaffMember => ({
  id, name: `Name of ${id}`, email: `${id}@example.org`, language: 'ar', agency: 'amal', roles: ['case_worker'], active: true, ...changes,
});

test('a member of the staff is kept with everything the directory needs', async () => {
  const full = member('salma', { supervisor: 'huda', deputy: 'omar', away: [{ from: '2026-03-01T00:00:00.000Z', until: '2026-03-08T00:00:00.000Z' }, { from: '2026-06-01T00:00:00.000Z', until: '2026-06-02T00:00:00.000Z' }] });
  expect(await records.upsertStaff(full)).toBe(true);
  expect(await records.upsertStaff(full)).toBe(false);
  expect(await records.findStaff('salma')).toEqual(full);
  expect(await records.upsertStaff(member('salma'))).toBe(true);
  expect(await records.findStaff('salma')).toEqual(member('salma'));
  expect(await records.findStaff('nobody')).toBeNull();
});

test('the directory holds an agency’s staff and the address that is never nobody', async () => {
  await records.upsertStaff(member('dana', { active: false }));
  const directory = await records.directory('amal');
  expect(directory).toMatchObject({ agency: 'amal', fallback: { email: 'office@example.org', language: 'ar' } });
  expect(directory.staff.map((one) => one.id)).toContain('dana');
  await expect(records.directory('noor')).rejects.toMatchObject({ code: 'agency-unknown' });
});

test('an id stays with the agency it was given in', async () => {
  await records.upsertStaff(member('huda'));
  await expect(records.upsertStaff(member('huda', { agency: 'noor' }))).rejects.toMatchObject({ code: 'staff-of-another-agency' });
  expect((await records.findStaff('huda'))?.agency).toBe('amal');
});

test('a token tells who asks, until it is revoked or its holder has left', async () => {
  await records.upsertStaff(member('omar'));
  const [first, second] = [await records.createToken('omar'), await records.createToken('omar')];
  expect(first).toMatch(/^cw_[\w-]{43}$/);
  expect((await records.staffByToken(first))?.id).toBe('omar');
  expect((await records.staffByToken(second))?.id).toBe('omar');
  await records.upsertStaff(member('omar', { active: false }));
  expect(await records.staffByToken(first)).toBeNull();
  await records.upsertStaff(member('omar'));
  await records.revokeTokens('omar');
  expect(await records.staffByToken(first)).toBeNull();
});

test.each([['nothing', ''], ['another prefix', 'xx_'.padEnd(46, 'a')], ['one that nobody has', 'cw_'.padEnd(46, 'a')], ['a byte of zero', `cw_\0${'a'.repeat(42)}`]])(
  'a token that is %s is nobody’s',
  async (_what, token) => expect(await records.staffByToken(token)).toBeNull(),
);

test('nobody who is not known gets a token', async () => {
  await expect(records.createToken('stranger')).rejects.toMatchObject({ code: 'staff-unknown' });
});
