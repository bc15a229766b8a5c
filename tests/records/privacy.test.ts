// Nothing of a person stands in the tables in clear.

import { instantOf, PLANTED_NAME, PLANTED_WORKER, sampleCall } from './sample-case';
import { sampleAgency } from './sample-agency';
import { createTestDatabase } from './test-database';

test('nothing private stands in clear in any table, and no token in any table at all', async () => {
  const database = await createTestDatabase();
  try {
    const records = database.open();
    await records.migrate();
    await records.publish(sampleAgency());
    await records.upsertStaff({ id: 'worker', name: PLANTED_WORKER, email: 'w@example.org', language: 'ar', agency: 'amal', roles: [], active: true });
    const token = await records.createToken('worker');
    for (const sequence of [1, 2, 3]) await records.record(sampleCall('P-1', sequence));
    await records.record(sampleCall('P-1', 2, { length: 31 }));
    const taken = await records.readyNotices('amal', instantOf(5), 10);
    await records.beginMail({ messageId: '<1@caseway>', agency: 'amal', person: 'worker', cases: ['P-1'], notices: taken.map((one) => one.key), at: instantOf(5) });
    await records.markSent(taken, { messageId: '<1@caseway>', at: instantOf(5) });

    const withoutStaff = await database.everything(['staff']);
    expect(withoutStaff).toContain('P-1');
    for (const name of [PLANTED_NAME, PLANTED_WORKER]) {
      for (const word of [name, ...name.split(' ')].filter((part) => part.length > 3)) {
        expect(withoutStaff.toLowerCase()).not.toContain(word.toLowerCase());
        expect(withoutStaff).not.toContain(Buffer.from(word).toString('hex'));
      }
    }
    const all = await database.everything();
    for (const form of [token, token.slice(3)]) {
      expect(all).not.toContain(form);
      expect(all).not.toContain(Buffer.from(form).toString('hex'));
    }
    // It is there all the same, for whoever has the key.
    expect((await records.getCase('P-1'))?.state.answers['name']?.value).toBe(PLANTED_NAME);
  } finally {
    await database.drop();
  }
});
