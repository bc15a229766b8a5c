// What every part of the compiler works with: the report, the names, the types of the fields, and where a condition stands.

import type { Rule } from '../process/condition';
import type { FieldType } from '../process/process';
import { compileCondition } from './conditions/conditions';
import type { Names } from './names';
import type { Report } from './report';
import type { Place } from './tree';

export class Desk {
  constructor(
    readonly report: Report,
    readonly names: Names,
    readonly fields: ReadonlyMap<string, FieldType>,
    /** The role that owns the case. */
    readonly owner: string | undefined,
  ) {}

  /** The condition at a place; nothing where none is written or it is wrong. */
  condition(place: Place | undefined, inClosure = false): Rule | undefined {
    return compileCondition(place, { names: this.names, fields: this.fields, inClosure }, this.report);
  }
}
