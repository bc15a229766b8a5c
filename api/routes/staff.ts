// Colleagues: who there is to give work to, and when somebody is away and who acts in their stead.

import { Type } from 'typebox';
import type { Actor } from '../../case/case';
import type { StaffMember } from '../../case/staff';
import type { Calendar } from '../../process/calendar';
import { isLocalDate } from '../../process/dates';
import { dayEnd, dayStart } from '../../process/days';
import { dutyOf } from '../../process/rota';
import type { Instant } from '../../process/time';
import type { ApiDeps } from '../deps';
import { ApiError, RefusalError } from '../problem';
import type { Routes } from '../route';
import { reads } from '../route';
import { Colleague } from '../schemas/answers';
import { SetAway, StaffParams } from '../schemas/requests';
import { isLead, signedIn } from '../sign-in';

export const staffRoutes: Routes = (app, { records, now }) => {
  app.get(
    '/v1/staff',
    { schema: { operationId: 'listStaff', tags: ['Staff'], summary: 'List your colleagues: their roles, when they are away, who acts in their stead', response: reads(Type.Object({ staff: Type.Array(Colleague) })) } },
    async (request) => {
      const { agency } = signedIn(request).actor;
      const [{ staff }, shown] = await Promise.all([records.directory(agency), colleagueIn(records, agency, now().toISOString())]);
      return { staff: staff.filter((one) => one.active).map(shown) };
    },
  );

  app.put(
    '/v1/staff/:person/away',
    { schema: { operationId: 'setAway', tags: ['Staff'], summary: 'Say when somebody is away and who acts in their stead: for yourself, or those below you', params: StaffParams, body: SetAway, response: reads(Colleague) } },
    async (request) => {
      const { actor } = signedIn(request);
      const { staff } = await records.directory(actor.agency);
      const member = staff.find((one) => one.active && one.id === request.params.person);
      if (!member) throw new ApiError('person-not-found');
      if (!mayPlan(actor, member, staff)) throw new RefusalError({ code: 'not-for-you', against: [{ id: member.id }] });
      const calendar = await records.calendarOf(actor.agency);
      const { away: asked, deputy = member.deputy ?? null } = request.body;
      if (deputy !== null && (deputy === member.id || !staff.some((one) => one.active && one.id === deputy))) throw new ApiError('person-not-found');
      const away = asked.map((one, i) => timeAway(calendar, one, i));
      const { away: _, deputy: __, ...rest } = member;
      const changed = { ...rest, ...(away.length > 0 && { away }), ...(deputy !== null && { deputy }) };
      await records.upsertStaff(changed);
      return (await colleagueIn(records, actor.agency, now().toISOString()))(changed);
    },
  );
};

async function colleagueIn(records: ApiDeps['records'], agency: string, at: Instant) {
  const [profile, calendar] = await Promise.all([records.profile(agency), records.calendarOf(agency)]);
  const isOnCall = (id: string): boolean => calendar !== null && dutyOf({ lines: profile?.onCall ?? [], calendar }, id, at) !== undefined;
  return ({ id, name, roles, deputy, away = [] }: StaffMember) => ({ id, name, roles, ...(deputy !== undefined && { deputy }), away, onCall: isOnCall(id) });
}

/** Themselves, those in the line above them, and the agency's lead. */
function mayPlan(actor: Actor, member: StaffMember, staff: readonly StaffMember[]): boolean {
  if (actor.id === member.id || isLead(actor)) return true;
  const passed = new Set<string>();
  for (let above = member.supervisor; above !== undefined && !passed.has(above); above = staff.find((one) => one.id === above)?.supervisor) {
    if (above === actor.id) return true;
    passed.add(above);
  }
  return false;
}

/** Days as the agency's calendar counts them, the last one included. */
function timeAway(calendar: Calendar | null, { from, to }: { from: string; to: string }, i: number): { from: Instant; until: Instant } {
  const time = (text: string, day: (of: Calendar, date: string) => Instant): Instant | null => {
    if (text.includes('T')) return isLocalDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)) ? text : null;
    return calendar && isLocalDate(text) ? day(calendar, text) : null;
  };
  const [start, until] = [time(from, dayStart), time(to, dayEnd)];
  if (start === null || until === null || start >= until) {
    throw new ApiError('request-wrong', { against: [{ id: `body/away/${i}`, expected: 'days or instants, the first before the last' }] });
  }
  return { from: start, until };
}
