// What every part of the compiler works with: the report, the names, the types of the fields, and where a condition stands.

import type { Rule } from '../process/condition';
import type { FieldType } from '../process/process';
import { compileCondition, compileExpression } from './conditions/conditions';
import type { Scope, Type } from './conditions/facts';
import type { Names } from './names';
import type { Report } from './report';
import type { Place } from './tree';

export class Desk {
  /** Types of the fields that may be named, as they may be written: those of the case, and of the record that the place is about. */
  readonly fields: ReadonlyMap<string, FieldType>;
  private readonly others = new Map<string, Desk>();

  constructor(
    readonly report: Report,
    readonly names: Names,
    /** Types of all fields by their full names. */
    readonly types: ReadonlyMap<string, FieldType>,
    /** The role that owns the case. */
    readonly owner: string | undefined,
    /** The list of whose records the place is about one. */
    readonly list?: string,
  ) {
    this.fields = fieldsHere(types, list);
  }

  /** The desk for what is about one record of a list; the same where there is none. */
  about(list: string | undefined): Desk {
    if (list === undefined || list === this.list) return this;
    const made = this.others.get(list) ?? new Desk(this.report, this.names, this.types, this.owner, list);
    this.others.set(list, made);
    return made;
  }

  /** The field that a place names, by its full name; with `ofRecords` also one of the records of any list. */
  field(place: Place | undefined, ofRecords = false): string | undefined {
    return this.names.resolveField(place, this.list, ofRecords);
  }

  /** The fields that a list of names asks for. */
  fieldsIn(list: Place | undefined, ofRecords = false): string[] {
    return (list?.items() ?? []).flatMap((item) => {
      const name = this.field(item, ofRecords);
      if (name === undefined) return [];
      if (!this.names.placeOf(name)?.at('is')) return [name];
      this.report.add('derived-asked', item.range, `\`${name}\` is worked out (\`is\`) and is never answered.`, 'Take it out, and ask for what it is worked out from.');
      return [];
    });
  }

  /** The condition at a place; nothing where none is written or it is wrong. */
  condition(place: Place | undefined, inClosure = false): Rule | undefined {
    return compileCondition(place, this.scope(inClosure), this.report);
  }

  /** The expression at a place that comes to a value of a type; nothing where none is written or it is wrong. */
  expression(place: Place | undefined, wanted: Type): Rule | undefined {
    return compileExpression(place, wanted, this.scope(false), this.report);
  }

  private scope(inClosure: boolean): Scope {
    return { names: this.names, fields: this.fields, types: this.types, inClosure, ...(this.list !== undefined && { list: this.list }) };
  }
}

function fieldsHere(types: ReadonlyMap<string, FieldType>, list: string | undefined): Map<string, FieldType> {
  const here = new Map<string, FieldType>();
  for (const [name, type] of types) {
    const [of, field] = name.split('.');
    if (field === undefined) here.set(name, type);
    else if (of === list) here.set(name, type).set(field, type);
  }
  return here;
}
