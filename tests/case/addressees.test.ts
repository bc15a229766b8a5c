// From a part to people: the line, the role, deputies, the fallback address; never nobody.

import fc from 'fast-check';
import { resolveAddressee } from '../../case/addressees';
import type { Directory, StaffMember } from '../../case/staff';
import type { RotaLine } from '../../process/agency';
import { jordan } from '../process/calendars';

const AT = '2026-03-26T07:00:00.000Z';
const member = (id: string, more: Partial<StaffMember> = {}): StaffMember => ({
  id, name: `Name of ${id}`, email: `${id}@agency.example`, language: 'ar', agency: 'amman', roles: [], active: true, ...more,
});
const directory = (...staff: StaffMember[]): Directory => ({ agency: 'amman', staff, fallback: { email: 'duty@agency.example', language: 'ar' } });
const awayNow = [{ from: '2026-01-05T00:00:00Z', until: '2026-01-09T00:00:00Z' }, { from: '2026-03-20T00:00:00Z', until: '2026-03-27T00:00:00Z' }];
const worker = member('worker', { roles: ['case_worker'], supervisor: 'sup' });
const sup = member('sup', { roles: ['supervisor'], supervisor: 'boss' });
const boss = member('boss', { roles: ['manager'] });
const toRole = (role: string, of?: string) => ({ part: { role }, owner: 'worker', ...(of && { of }) });
const toOwner = { part: { owner: true as const }, owner: 'worker' };
const ids = (resolved: ReturnType<typeof resolveAddressee>) => [resolved.via, ...resolved.recipients.map((one) => one.id)];

test('the owner is written to in person, with name, address and language', () => {
  expect(resolveAddressee(toOwner, directory(worker, sup), AT)).toEqual({
    via: 'person',
    recipients: [{ id: 'worker', name: 'Name of worker', email: 'worker@agency.example', language: 'ar' }],
  });
});

test('a role is first looked for above the one doing the task, then above the owner', () => {
  const other = member('other', { roles: ['case_worker'], supervisor: 'sup2' });
  const sup2 = member('sup2', { roles: ['supervisor'] });
  const all = directory(worker, other, sup, sup2, boss);
  expect(ids(resolveAddressee(toRole('supervisor', 'other'), all, AT))).toEqual(['line', 'sup2']);
  expect(ids(resolveAddressee(toRole('supervisor'), all, AT))).toEqual(['line', 'sup']);
  expect(ids(resolveAddressee(toRole('manager', 'other'), all, AT))).toEqual(['line', 'boss']);
});

test('without one in the line, everyone of the agency in the role is told, and nobody of another agency', () => {
  const others = [member('a', { roles: ['supervisor'] }), member('b', { roles: ['supervisor'] }), member('c', { roles: ['supervisor'], agency: 'irbid' })];
  expect(ids(resolveAddressee(toRole('supervisor'), directory({ ...worker, supervisor: undefined }, ...others), AT))).toEqual(['role', 'a', 'b']);
});

test('a supervisor who owns a case does not watch over it alone: the others in the role are told too', () => {
  const own = member('worker', { roles: ['case_worker', 'supervisor'] });
  expect(ids(resolveAddressee(toRole('supervisor'), directory(own, sup), AT))).toEqual(['role', 'worker', 'sup']);
});

test('without anybody the fallback address is told', () => {
  expect(resolveAddressee(toRole('supervisor'), directory(worker), AT)).toEqual({
    via: 'fallback', recipients: [{ name: 'amman', email: 'duty@agency.example', language: 'ar' }],
  });
  expect(resolveAddressee(toOwner, directory(), AT).via).toBe('fallback');
});

test('an owner who has left is replaced by the line upwards, past those who have left too', () => {
  expect(ids(resolveAddressee(toOwner, directory({ ...worker, active: false }, { ...sup, active: false }, boss), AT))).toEqual(['line', 'boss']);
});

test('whoever is away is replaced by the deputy, and by the deputy of an absent or inactive deputy', () => {
  const away = { ...sup, away: awayNow, deputy: 'd1' };
  const d1 = member('d1', { away: awayNow, deputy: 'd2' });
  const d2 = member('d2', { active: false, deputy: 'd3' });
  expect(ids(resolveAddressee(toRole('supervisor'), directory(worker, away, d1, d2, member('d3')), AT))).toEqual(['line', 'd3']);
  expect(ids(resolveAddressee(toRole('supervisor'), directory(worker, away, d1, d2, member('d3')), '2026-03-27T00:00:00.000Z'))).toEqual(['line', 'sup']);
});

test('deputies in a circle, all away, do not hang and do not silence: the next one up or the role is told', () => {
  const a = { ...sup, away: awayNow, deputy: 'd1' };
  const d1 = member('d1', { away: awayNow, deputy: 'sup' });
  expect(ids(resolveAddressee(toRole('supervisor'), directory(worker, a, d1, member('s2', { roles: ['supervisor'] })), AT))).toEqual(['role', 's2']);
  expect(ids(resolveAddressee(toRole('supervisor'), directory(worker, a, d1), AT))).toEqual(['fallback', undefined]);
});

test('one deputy for two people in a role is told once', () => {
  const two = ['a', 'b'].map((id) => member(id, { roles: ['manager'], away: awayNow, deputy: 'd' }));
  expect(ids(resolveAddressee(toRole('manager'), directory(...two, member('d')), AT))).toEqual(['role', 'd']);
});

test('whatever the directory looks like, somebody is told, nobody twice, nobody inactive, away or of another agency', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const role = fc.constantFrom('case_worker', 'supervisor', 'manager');
  const anyone = fc.record(
    {
      id, name: fc.constant('N'), email: fc.constant('n@x.example'), language: fc.constantFrom('ar', 'en'), agency: fc.constantFrom('amman', 'amman', 'irbid'),
      roles: fc.uniqueArray(role), supervisor: id, deputy: id, away: fc.constantFrom(awayNow, [{ from: AT, until: AT }]), active: fc.boolean(),
    },
    { requiredKeys: ['id', 'name', 'email', 'language', 'agency', 'roles', 'active'] },
  );
  const part = fc.oneof(fc.constant({ owner: true as const }), fc.record({ role }));
  fc.assert(
    fc.property(fc.uniqueArray(anyone, { selector: (one) => one.id }), part, id, fc.option(id, { nil: undefined }), (staff, to, owner, of) => {
      const known = directory(...(staff as StaffMember[]));
      const { recipients, via } = resolveAddressee({ part: to, owner, of }, known, AT);
      expect(recipients.length).toBeGreaterThan(0);
      expect(new Set(recipients.map((one) => one.id)).size).toBe(recipients.length);
      for (const one of recipients) {
        const found = staff.find((each) => each.id === one.id);
        if (via === 'fallback') expect(one.email).toBe('duty@agency.example');
        else expect(found).toMatchObject({ active: true, agency: 'amman' });
        expect(found?.away).not.toBe(awayNow);
      }
    }),
    { numRuns: 2000 },
  );
});

describe('whoever is on call', () => {
  const rota = (...lines: RotaLine[]) => ({ lines, calendar: jordan() });
  const always = (who: string, roles?: string[]): RotaLine => ({ who, ...(roles && { roles }), from: '2026-03-01T00:00', to: '2026-04-01T00:00' });
  const alertTo = (role: string) => ({ ...toRole(role), onCall: role });
  const night = member('night');

  test('is told of an alert beside those of the role, and of nothing else', () => {
    const known = { ...directory(worker, sup, night), rota: rota(always('night')) };
    expect(ids(resolveAddressee(alertTo('supervisor'), known, AT))).toEqual(['line', 'sup', 'night']);
    expect(ids(resolveAddressee(toRole('supervisor'), known, AT))).toEqual(['line', 'sup']);
    expect(ids(resolveAddressee({ ...toOwner, onCall: 'case_worker' }, known, AT))).toEqual(['person', 'worker', 'night']);
  });

  test('is not told for another role, nor when it is not their time', () => {
    const known = { ...directory(worker, sup, night), rota: rota(always('night', ['manager'])) };
    expect(ids(resolveAddressee(alertTo('supervisor'), known, AT))).toEqual(['line', 'sup']);
    expect(ids(resolveAddressee(alertTo('supervisor'), { ...known, rota: rota(always('night')) }, '2026-04-02T00:00:00.000Z'))).toEqual(['line', 'sup']);
  });

  test('is told once, though they hold the role too', () => {
    expect(ids(resolveAddressee(alertTo('supervisor'), { ...directory(worker, sup), rota: rota(always('sup')) }, AT))).toEqual(['line', 'sup']);
  });

  test('comes before the fallback address where nobody holds the role', () => {
    expect(ids(resolveAddressee(alertTo('supervisor'), { ...directory(worker, night), rota: rota(always('night')) }, AT))).toEqual(['on_call', 'night']);
  });

  test('who is unknown, has left or is away is passed over or replaced by the deputy', () => {
    const gone = member('gone', { active: false });
    const away = member('away', { away: awayNow, deputy: 'night' });
    const known = { ...directory(worker, gone, away, night), rota: rota(always('nobody'), always('gone'), always('away')) };
    expect(ids(resolveAddressee(alertTo('supervisor'), known, AT))).toEqual(['on_call', 'night']);
    expect(ids(resolveAddressee(alertTo('supervisor'), { ...known, rota: rota(always('nobody'), always('gone')) }, AT))).toEqual(['fallback', undefined]);
  });
});
