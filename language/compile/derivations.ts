// How fields that are worked out are written: a due, an expression, a value for each option of a field, lines of when and then.

import type { Derivation, Value } from '../../process/condition';
import type { Field, FieldType } from '../../process/process';
import type { Type } from '../conditions/facts';
import { TYPE_WORDS, typeOfField } from '../conditions/facts';
import type { Desk } from '../desk';
import { readDue } from '../due';
import { keyMeant } from '../key-words';
import { fixFor, nearest } from '../suggest';
import type { Place } from '../tree';

/** What can be worked out. */
const TYPES: ReadonlySet<FieldType> = new Set<FieldType>(['number', 'integer', 'yes_no', 'date', 'time', 'one_of']);
/** Keys that say what is taken as an answer. */
const FOR_ANSWERS = ['may_be', 'min', 'max'];
const MAX_NESTING = 3;

/** The keys of a field that is worked out; `name` is its full name. */
export function readDerived(place: Place, name: string, type: FieldType, desk: Desk): Pick<Field, 'is' | 'override'> {
  const is = place.at('is');
  if (!is) return withoutIs(place, desk);
  for (const key of FOR_ANSWERS) {
    const inner = place.at(key);
    if (inner) desk.report.add('keys-exclude', inner.head, `\`${key}\` cannot stand beside \`is\`: the field is worked out and never answered.`, 'Take one of the two out.');
  }
  if (!TYPES.has(type)) {
    desk.report.add('keys-exclude', is.head, `\`is\` is only for fields of type ${[...TYPES].join(', ')}; this one is of type ${type}.`, 'Change the type, or take the key out.');
    return {};
  }
  const derivation = type === 'date' || type === 'time' ? readDate(is, desk) : new Values(name, type, desk).read(is);
  const override = readOverride(place, desk);
  return { ...(derivation && { is: derivation }), ...(override.length > 0 && { override }) };
}

function withoutIs(place: Place, desk: Desk): Pick<Field, 'is'> {
  const override = place.at('override');
  if (override) desk.report.add('keys-exclude', override.head, '`override` says nothing of a field that is not worked out.', 'Add `is:`, or take it out.');
  return {};
}

function readDate(place: Place, desk: Desk): Derivation | undefined {
  const due = readDue(place, { mayAnchor: true, mayBeNone: false }, desk);
  return due && { form: 'date', due };
}

/** Who may not read a value cannot put another in its place. */
function readOverride(place: Place, desk: Desk): string[] {
  const who = place.at('override')?.at('who');
  const readers = place.at('visible_to')?.items().map((item) => item.text);
  for (const item of who?.items() ?? []) {
    if (readers && item.text !== undefined && !readers.includes(item.text)) desk.report.add('wrong-name', item.range, `\`${item.text}\` may not read the field (\`visible_to\`).`, 'Name a role that may, or add it to `visible_to`.');
  }
  return desk.names.resolveAll(who, 'role');
}

/** The values of one field, all of one type. */
class Values {
  private readonly wanted: Type;
  private readonly options: readonly string[];

  constructor(
    name: string,
    private readonly type: FieldType,
    private readonly desk: Desk,
  ) {
    this.wanted = typeOfField(name, type, desk.names);
    this.options = type === 'one_of' ? (desk.names.options.get(name) ?? []) : [];
  }

  read(place: Place, depth = 1): Derivation | undefined {
    if (place.node.kind === 'scalar') return this.scalar(place);
    if (depth > MAX_NESTING) {
      this.desk.report.add('bad-due', place.head, `This is nested more than ${MAX_NESTING} levels deep.`, 'Decide by fewer fields, or let a field of its own be worked out.');
      return undefined;
    }
    if (place.node.kind === 'list') return this.lines(place, depth);
    const moment = place.at('earliest') ?? place.at('latest');
    if (moment) return void this.desk.report.add('keys-exclude', moment.head, `\`${String(moment.key?.value)}\` is only for fields of type date and time.`, 'Write lines of `when` and `then`, or an expression.');
    return this.byField(place, depth);
  }

  private scalar(place: Place): Derivation | undefined {
    const value = place.node.kind === 'scalar' ? place.node.value : null;
    if (typeof value === 'string') return this.text(place, value.trim());
    if (value === null) return undefined;
    const isRight = typeof value === 'number' ? this.type === 'number' || (this.type === 'integer' && Number.isSafeInteger(value)) : this.type === 'yes_no';
    if (isRight) return constant(place, value);
    this.desk.report.add('condition-type', place.range, `\`${String(value)}\` is no value of this field: ${TYPE_WORDS[this.wanted.kind]} is needed.`, 'Write a value of its type.');
    return undefined;
  }

  private text(place: Place, written: string): Derivation | undefined {
    if (this.options.includes(written)) return constant(place, written);
    const { fields, report } = this.desk;
    if (this.type === 'one_of' && /^[a-z]\w*$/i.test(written) && !fields.has(written)) {
      const suggestion = nearest(written, this.options);
      report.add('unknown-option', place.range, `\`${written}\` is no option of this field.`, fixFor(suggestion, this.options, 'option'), suggestion);
      return undefined;
    }
    const yes = this.type === 'yes_no' && /^(?:yes|no)$/i.test(written) ? String(/^y/i.test(written)) : undefined;
    if (yes !== undefined) {
      report.add('yes-or-no', place.range, `\`${written}\` is a text here, not a yes or no.`, 'Write `true` or `false`, without quotes.', yes);
      return undefined;
    }
    const rule = this.desk.expression(place, this.wanted);
    return rule && { form: 'value', rule };
  }

  private byField(place: Place, depth: number): Derivation | undefined {
    const by = place.at('depends_on');
    const field = this.desk.field(by);
    if (!by || field === undefined) return undefined;
    const type = this.desk.types.get(field);
    if (type !== 'one_of' && type !== 'yes_no') {
      this.desk.report.add('condition-type', by.range, `\`${field}\` has no options to depend on: it is of type ${type ?? 'unknown'}.`, 'Name a field of type one_of or yes_no, or write lines of `when` and `then`.');
      return undefined;
    }
    return this.cases(place, field, depth);
  }

  private cases(place: Place, field: string, depth: number): Derivation | undefined {
    const known = this.desk.names.options.get(field) ?? [];
    const cases: Record<string, Derivation> = {};
    let otherwise: Derivation | undefined;
    for (const [option, inner] of place.entries()) {
      if (option === 'depends_on') continue;
      const value = this.read(inner, depth + 1);
      if (!value) continue;
      if (option === 'otherwise') otherwise = value;
      else if (known.includes(option)) cases[option] = value;
      else {
        const suggestion = keyMeant(option, [...known, 'otherwise'], (one) => one !== 'otherwise');
        this.desk.report.add('unknown-option', inner.head, `\`${option}\` is no option of the field \`${field}\`.`, fixFor(suggestion, [...known, 'otherwise'], 'option'), suggestion);
        // It is read as what was meant: an option that has a line, misspelt, is covered.
        if (suggestion === 'otherwise') otherwise ??= value;
        else if (suggestion !== undefined && !place.at(suggestion)) cases[suggestion] = value;
      }
    }
    return { form: 'by_field', rule: place.path, field, cases, ...(otherwise && { otherwise }) };
  }

  private lines(place: Place, depth: number): Derivation | undefined {
    const items = place.items();
    const lines = items.flatMap((item, index) => {
      const otherwise = item.at('otherwise');
      if (otherwise && index < items.length - 1) this.desk.report.add('bad-due', otherwise.head, 'The lines after `otherwise` can never be reached.', 'Let `otherwise` be the last line.');
      const when = this.desk.condition(item.at('when'));
      const inner = otherwise ?? item.at('then');
      const then = inner && this.read(inner, depth + 1);
      return then && (when ?? otherwise) ? [{ rule: item.path, ...(when && { when }), then }] : [];
    });
    return lines.length === 0 ? undefined : { form: 'lines', rule: place.path, lines };
  }
}

const constant = (place: Place, value: Value): Derivation => ({ form: 'value', rule: { path: place.path, text: String(value), tree: { op: 'value', value } } });
