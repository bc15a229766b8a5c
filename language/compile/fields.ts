// Fields, roles, people and the client of a process.

import type { Field, FieldType, Process, Role } from '../../process/process';
import type { Desk } from '../desk';
import type { Names } from '../names';
import type { Report } from '../report';
import type { Place } from '../tree';
import { readDerived } from './derivations';

/** The declared type of each field by its full name (`goal.due_on`), as far as it is known. */
export function fieldTypes(root: Place): Map<string, FieldType> {
  const types = new Map<string, FieldType>();
  const put = (group: Place | undefined, before: string): void => {
    for (const [id, field] of group?.entries() ?? []) types.set(before + id, (field.at('type')?.text ?? 'text') as FieldType);
  };
  put(root.at('fields'), '');
  for (const [list, place] of root.at('lists')?.entries() ?? []) put(place.at('fields'), `${list}.`);
  return types;
}

/** Keys that only some types of field have. */
const ONLY_FOR: Record<string, { types: FieldType[]; say: string }> = {
  options: { types: ['one_of', 'several_of'], say: 'one_of and several_of' },
  may_be: { types: ['date'], say: 'date' },
  min: { types: ['number', 'integer'], say: 'number and integer' },
  max: { types: ['number', 'integer'], say: 'number and integer' },
  list: { types: ['record'], say: 'record' },
};

/** The fields of the case, or of the records of a list. */
export function compileFields(group: Place | undefined, desk: Desk): Record<string, Field> {
  const fields: Record<string, Field> = {};
  for (const [id, place] of group?.entries() ?? []) fields[id] = compileField(desk.list === undefined ? id : `${desk.list}.${id}`, place, desk);
  return fields;
}

/** `name` is with the id of the list before it where it is a field of records. */
function compileField(name: string, place: Place, desk: Desk): Field {
  const type = (place.at('type')?.text ?? 'text') as FieldType;
  checkKeys(place, type, desk.report);
  const visibleTo = desk.names.resolveAll(place.at('visible_to'), 'role');
  const options = place.at('options')?.entries().map(([id]) => id);
  const mayBe = place.at('may_be')?.items().map((item) => item.text as 'year' | 'month');
  const list = desk.names.resolve(place.at('list'), 'list');
  const [min, max] = [place.at('min'), place.at('max')];
  if (min?.number !== undefined && max?.number !== undefined && min.number > max.number) {
    desk.report.add('wrong-value', max.range, '`max` is less than `min`.', 'Exchange the two.');
  }
  return {
    type,
    ...(place.at('private')?.flag === true && { private: true }),
    ...(visibleTo.length > 0 && { visibleTo }),
    ...(options && { options }),
    ...(mayBe && { mayBe }),
    ...(min?.number !== undefined && { min: min.number }),
    ...(max?.number !== undefined && { max: max.number }),
    ...(list !== undefined && { list }),
    ...readDerived(place, name, type, desk),
  };
}

function checkKeys(place: Place, type: FieldType, report: Report): void {
  for (const [key, { types, say }] of Object.entries(ONLY_FOR)) {
    const inner = place.at(key);
    if (inner && !types.includes(type)) {
      report.add('keys-exclude', inner.head, `\`${key}\` is only for fields of type ${say}; this one is of type ${type}.`, 'Change the type, or take the key out.');
    }
  }
  if (type === 'record' && !place.at('list')) {
    report.add('missing-key', place.head, '`list` is missing: a field of type record needs to know of which list.', 'Add `list:` with the id of a list.');
  }
  if (!place.at('options') && ONLY_FOR.options?.types.includes(type)) {
    report.add('missing-key', place.head, `\`options\` is missing: a field of type ${type} needs them.`, 'Add `options:` with one line for each.');
  }
}

export function compileRoles(root: Place, names: Names): Record<string, Role> {
  const roles: Record<string, Role> = {};
  for (const [id, place] of root.at('roles')?.entries() ?? []) {
    const above = names.resolve(place.at('supervised_by'), 'role');
    roles[id] = { ...(place.at('owns_case')?.flag === true && { ownsCase: true }), ...(above !== undefined && { supervisedBy: above }) };
  }
  return roles;
}

/** The one role that owns the case; a problem where there is none or more than one. */
export function findOwner(root: Place, report: Report): string | undefined {
  const roles = root.at('roles');
  const owners = (roles?.entries() ?? []).filter(([, place]) => place.at('owns_case')?.flag === true);
  const [first, second] = owners;
  if (roles && !first) report.add('owner-role', roles.head, 'No role owns the case, so nobody would answer for it.', 'Add `owns_case: true` to one role.');
  if (second) report.add('owner-role', second[1].at('owns_case')?.head ?? second[1].head, `Two roles own the case: \`${first?.[0] ?? ''}\` and \`${second[0]}\`.`, 'Keep `owns_case: true` at one of them.');
  return first?.[0];
}

/** A line upwards that comes back to where it began would never reach anybody. */
export function checkRoleCircles(root: Place, roles: Record<string, Role>, report: Report): void {
  for (const [id, place] of root.at('roles')?.entries() ?? []) {
    const seen = [id];
    for (let above = roles[id]?.supervisedBy; above !== undefined; above = roles[above]?.supervisedBy) {
      if (above === id) {
        report.add('role-circle', place.at('supervised_by')?.range ?? place.head, `\`${id}\` is in the end supervised by itself: ${[...seen, id].join(' → ')}.`, 'Let the topmost role have no `supervised_by`.');
        return;
      }
      if (seen.includes(above)) break;
      seen.push(above);
    }
  }
}

const CLIENT_FIELDS = {
  name: { types: ['text'], say: 'a text' },
  birth_date: { types: ['date'], say: 'a date' },
  language: { types: ['one_of', 'text'], say: 'a text or one of several options' },
  household: { types: ['text', 'integer'], say: 'a text or a whole number' },
} as const;

export function compileClient(root: Place, desk: Desk): Process['client'] {
  const found: Record<string, string> = {};
  for (const [key, { types, say }] of Object.entries(CLIENT_FIELDS)) {
    const place = root.at('client')?.at(key);
    const field = desk.names.resolve(place, 'field');
    const type = field === undefined ? undefined : desk.fields.get(field);
    if (!place || field === undefined || type === undefined) continue;
    if ((types as readonly string[]).includes(type)) found[key] = field;
    else desk.report.add('wrong-name', place.range, `\`${field}\` is of type ${type}; the client's ${key.replace('_', ' ')} must be ${say}.`, 'Name another field.');
  }
  const { name, birth_date: birthDate, language, household } = found;
  return { ...(name !== undefined && { name }), ...(birthDate !== undefined && { birthDate }), ...(language !== undefined && { language }), ...(household !== undefined && { household }) };
}
