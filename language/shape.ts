// Compares a tree with the shape of its file: unknown and missing keys, values of the wrong kind, each at its own column.

import type { ProblemCode } from './problems';
import type { Report } from './report';
import type { Schema } from './schema';
import { lookAlikesIn } from './characters';
import { isLikelyKey, keyMeant } from './key-words';
import { formMeant } from './forms-meant';
import { quoted } from './quoting';
import { resolveSchema } from './schema';
import type { Range } from './source';
import { fixFor, nearest } from './suggest';
import type { Entry, ListNode, MapNode, Node, ScalarNode } from './tree';
import type { Place } from './tree';
import { readAs, readAsIds } from './tree';
import { fits, fixForKind, foundOf, groupFor, isTextById, kindOf, suggestionForKind, wantedOf } from './value-kinds';

/** What is seen on the way, for those who gather texts or look for traps: each piece with the schema it met and what it stands in. */
export type Visit = (place: Place, schema: Schema, parent?: Place) => void;

/**
 * Reports where a file departs from its schema, and shows each piece that has the right kind to `visit`. This is the one place
 * that knows how shape is checked.
 */
export function checkShape(root: Place, schema: Schema, report: Report, visit: Visit = () => undefined): void {
  new Shape(schema, report, visit).check(root, schema);
}

class Shape {
  constructor(
    private readonly root: Schema,
    private readonly report: Report,
    private readonly visit: Visit,
  ) {}

  check(place: Place, written: Schema, parent?: Place): void {
    const schema = this.branchFor(place.node, resolveSchema(written, this.root));
    if (!this.hasRightKind(place, schema)) return;
    this.visit(place, schema, parent);
    const { node } = place;
    if (node.kind === 'map') this.checkMap(place, node, schema);
    else if (node.kind === 'list') this.checkList(place, node, schema);
    else this.checkScalar(place, node, schema);
  }

  /** Of several shapes the one for what stands there; the first when none fits, so that its words are used. */
  private branchFor(node: Node, schema: Schema): Schema {
    if (!schema.anyOf) return schema;
    const branches = schema.anyOf.map((one) => resolveSchema(one, this.root));
    const alike = branches.filter((one) => kindOf(one) === node.kind);
    const scalar = node.kind === 'scalar' ? alike.find((one) => fits(node, one)) : undefined;
    return (node.kind === 'map' ? groupFor(node, alike) : (scalar ?? alike[0])) ?? branches[0] ?? schema;
  }

  private hasRightKind(place: Place, schema: Schema): boolean {
    const { node } = place;
    if (node.kind === 'scalar' && node.isBroken) return false;
    if (kindOf(schema) === node.kind && (node.kind !== 'scalar' || fits(node, schema))) return true;
    const what = wantedOf(schema);
    if (node.kind === 'scalar' && node.value === null) {
      this.report.add('no-value', place.head, `${nameOf(place)} has no value.`, `Write ${what}, or take the key out.`);
    } else if (schema.type === 'boolean' || schema.const !== undefined) {
      this.wrongFlag(place, node, schema);
    } else if (schema.enum && node.kind === 'scalar') {
      return true;
    } else if (schema.type === 'array' && node.kind === 'map' && !node.flow && kindOf(resolveSchema(schema.items ?? {}, this.root)) === 'map') {
      this.report.add('missing-dash', rangeOf(place), `${nameOf(place)} must be a list, and its entries have no dash.`, 'Begin each entry with `- `, and indent its further keys by two more spaces.');
    } else if (schema.type === 'string' && TEXTS.has(schema['x-form'] ?? '') && node.kind === 'scalar') {
      const written = this.report.source.text.slice(node.range.start, node.range.end);
      this.report.add('number-for-text', rangeOf(place), `${nameOf(place)} must be a text, and \`${written}\` is read as ${foundOf(node)}.`, 'Put it in quotes.', quoted(written), true);
    } else {
      const [suggestion, certain] = suggestionForKind(schema, node, this.root);
      this.report.add('wrong-kind', schema.type === 'string' && suggestion !== undefined ? place.range : rangeOf(place), `${nameOf(place)} must be ${what}, and is ${foundOf(node)}.`, fixForKind(schema, node, suggestion, this.root), suggestion, certain);
      if (node.kind === 'list' && isTextById(schema, this.root)) readAsIds(node);
    }
    return false;
  }

  private wrongFlag(place: Place, node: Node, schema: Schema): void {
    const word = node.kind === 'scalar' && typeof node.value === 'string' ? node.value.toLowerCase() : '';
    const isYes = ['yes', 'y', 'on', 'true'].includes(word);
    if (isYes || ['no', 'n', 'off', 'false'].includes(word)) {
      this.report.add('yes-or-no', rangeOf(place), `\`${word}\` is a text here, not a yes or no.`, 'Write `true` or `false`, without quotes.', isYes ? 'true' : 'false', true);
      // The rest goes by what was meant.
      if (node.kind === 'scalar') node.value = isYes;
    } else if (schema.const !== undefined && node.kind === 'scalar' && typeof node.value === 'boolean') {
      this.report.add('wrong-value', rangeOf(place), `${nameOf(place)} can only be \`${String(schema.const)}\`.`, 'Take the key out instead.');
    } else {
      this.report.add('wrong-kind', rangeOf(place), `${nameOf(place)} must be \`true\` or \`false\`, and is ${foundOf(node)}.`, 'Write `true` or `false`.');
    }
  }

  private checkMap(place: Place, node: MapNode, schema: Schema): void {
    const properties = schema.properties ?? {};
    const name = schema['x-name'] ?? nameOf(place);
    for (const entry of node.entries) this.mendKey(node, entry, schema, name);
    if (schema.propertyNames) for (const entry of node.entries) this.mendId(node, entry, resolveSchema(schema.propertyNames, this.root));
    for (const [key, inner] of place.entries()) {
      const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (known) this.check(inner, known, place);
      else if (schema['x-not-yet']?.includes(key)) this.notYet(inner.head, `\`${key}\``, name);
      else if (schema.additionalProperties !== false) {
        if (schema.additionalProperties) this.check(inner, schema.additionalProperties, place);
      }
    }
    this.checkKeys(place, node, schema, name);
  }

  private checkKeys(place: Place, node: MapNode, schema: Schema, name: string): void {
    const has = (key: string): boolean => node.entries.some((entry) => entry.key === key);
    for (const key of schema.required ?? []) {
      if (!has(key)) this.report.add('missing-key', placeOf(place), `\`${key}\` is missing: ${name} needs it.`, `Add \`${key}:\`.`);
    }
    const ways = (schema.oneOf ?? []).map((one) => one.required[0] ?? '');
    const present = ways.filter(has);
    const list = ways.map((key) => `\`${key}\``).join(' or ');
    if (ways.length > 0 && present.length === 0) {
      // A key that there is not was meant for it, and has been reported.
      if (!schema['x-ways']) this.report.add('missing-key', placeOf(place), `${list} is missing: ${name} needs one of them.`, `Add ${list}.`);
      else if (node.entries.every(({ key }) => Object.hasOwn(schema.properties ?? {}, key))) this.missingWay(place, schema['x-ways'], name);
    } else if (present.length > 1) {
      const second = node.entries.find((entry) => entry.key === present[1]);
      this.report.add('keys-exclude', second?.keyNode.range ?? place.head, `\`${present[1]}\` cannot stand beside \`${present[0]}\`: ${name} has only one of them.`, 'Keep one of the two.');
    }
    if (node.entries.length < (schema.minProperties ?? 0) && !schema.required?.length) {
      this.report.add('no-value', place.head, `${nameOf(place)} is empty.`, 'Add what belongs here, or take the key out.');
    }
    this.checkMost(place, node.entries.length, schema.maxProperties);
  }

  private missingWay(place: Place, { are, as, page }: NonNullable<Schema['x-ways']>, name: string): void {
    this.report.add('missing-key', placeOf(place), `What happens is missing: ${name} needs ${are}.`, `Add ${as.map((key) => `\`${key}:\``).join(', ')} or another; ${page} has them all.`);
  }

  /** Reports a key that there is not, and reads it as the one that was meant, so that what follows from it is not reported too. */
  private mendKey(node: MapNode, entry: Entry, schema: Schema, name: string): void {
    const { key, keyNode } = entry;
    const known = Object.keys(schema.properties ?? {});
    if (schema.additionalProperties !== false || known.includes(key) || schema['x-not-yet']?.includes(key) || this.report.isFull) return;
    const has = (one: string): boolean => node.entries.some((other) => other.key === one);
    const suggestion = keyMeant(key, known, has);
    const page = schema['x-ways']?.page;
    const fix = suggestion === undefined && page !== undefined ? `${page} has the keys of ${name}.` : fixFor(suggestion, known, 'key');
    this.report.add('unknown-key', keyNode.range, `\`${key}\` is not a key of ${name}.`, fix, suggestion);
    if (suggestion !== undefined && !has(suggestion) && isLikelyKey(key, suggestion)) readAs(node, entry, suggestion);
  }

  /** Reports a key that is no id, and reads it as the id that was meant. */
  private mendId(node: MapNode, entry: Entry, schema: Schema): void {
    const { key, keyNode } = entry;
    this.checkText(keyNode.range, key, schema, 'The key');
    const meant = schema['x-form'] === 'id' && schema.pattern !== undefined ? snakeCase(key, schema.pattern) : undefined;
    if (meant !== undefined && meant !== key && node.entries.every((other) => other.key !== meant)) readAs(node, entry, meant);
  }

  private notYet(range: Range, what: string, name: string): void {
    this.report.add('not-yet', range, `${what} belongs to the language, but this version does not have it yet (in ${name}).`, 'Take it out for now.');
  }

  private checkList(place: Place, node: ListNode, schema: Schema): void {
    if (node.items.length < (schema.minItems ?? 0)) {
      this.report.add('no-value', place.head, `${nameOf(place)} is an empty list.`, 'Add what belongs here, or take the key out.');
    }
    this.checkMost(place, node.items.length, schema.maxItems);
    const seen = new Set<unknown>();
    for (const item of place.items()) {
      if (node.flow && schema.items && resolveSchema(schema.items, this.root)['x-form'] === 'name') this.checkCommas(item);
      if (schema.items) this.check(item, schema.items, place);
      const value = item.node.kind === 'scalar' ? item.node.value : undefined;
      if (schema.uniqueItems && value !== undefined && seen.has(value)) {
        this.report.add('duplicate-item', item.range, `\`${String(value)}\` stands in this list a second time.`, 'Take it out.');
      }
      seen.add(value);
    }
  }

  /** `[a، b]` and `[a; b]` are lists of one. */
  private checkCommas({ node, range }: Place): void {
    if (node.kind !== 'scalar' || typeof node.value !== 'string' || !/[،؛;、，]/.test(node.value)) return;
    const [mark = ''] = /[،؛;、，]/.exec(node.value) ?? [];
    this.report.add('wrong-kind', range, `The entries of a list are parted by \`,\`, not by \`${mark}\`.`, 'Write `[one, two]`.', node.value.split(/\s*[،؛;、，]\s*/).filter((one) => one !== '').join(', '), true);
    Object.assign(node, { value: null, isBroken: true });
  }

  private checkMost(place: Place, count: number, most: number | undefined): void {
    if (most !== undefined && count > most) {
      this.report.add('too-many', place.head, `${nameOf(place)} has ${count} entries; at most ${most} are allowed.`, 'Split the process, or take out what is not used.');
    }
  }

  private checkScalar(place: Place, node: ScalarNode, schema: Schema): void {
    const name = nameOf(place);
    if (schema.enum) return this.checkWord(place, String(node.value), schema.enum, schema);
    if (typeof node.value === 'string') return this.checkText(node.range, node.value, schema, name);
    if (typeof node.value !== 'number') return;
    const written = this.report.source.text.slice(node.range.start, node.range.end);
    if (!PLAIN_NUMBER.test(written)) {
      this.report.add('odd-number', node.range, `\`${written}\` is read as the number ${node.value}.`, 'Write it with digits alone, without zeros in front; in quotes if it is no number.', String(node.value), /^0+[1-9]\d*$/.test(written));
    }
    const { minimum, maximum } = schema;
    if ((minimum !== undefined && node.value < minimum) || (maximum !== undefined && node.value > maximum)) {
      this.report.add('wrong-value', node.range, `${name} must lie between ${minimum} and ${maximum}.`, 'Write a number in these bounds.');
    }
  }

  private checkLetters(range: Range): void {
    const written = this.report.source.text.slice(range.start, range.end);
    for (const { start, end, seen } of lookAlikesIn(written)) {
      this.report.add('look-alike', { start: range.start + start, end: range.start + end }, `This word is not \`${seen}\`, though it looks like it: some of its letters are of another alphabet.`, 'Type it anew, with a Latin keyboard.', seen, true);
    }
    for (const { index, 0: found } of written.matchAll(INVISIBLE)) {
      this.report.add('hidden-character', { start: range.start + index, end: range.start + index + found.length }, 'Here stands a character that cannot be seen.', 'Delete it.', '', true);
    }
  }

  private checkWord(place: Place, word: string, known: string[], schema: Schema): void {
    if (known.includes(word)) return;
    if (schema['x-not-yet']?.includes(word)) return this.notYet(place.range, `\`${word}\``, nameOf(place));
    const begun = word.length >= 3 ? known.filter((one) => one.startsWith(word.toLowerCase())) : [];
    const suggestion = begun.length === 1 ? begun[0] : known.length === 1 ? known[0] : nearest(word, known);
    this.report.add('wrong-value', place.range, `\`${word}\` is not possible for ${nameOf(place)}.`, fixFor(suggestion, known, 'value'), suggestion);
  }

  private checkText(range: Range, text: string, schema: Schema, name: string): void {
    if (WORDS.has(schema['x-form'] ?? '')) this.checkLetters(range);
    if (text.trim().length < (schema.minLength ?? 0)) {
      this.report.add('no-value', range, `${name} is empty.`, 'Write a text.');
    } else if (schema.maxLength !== undefined && text.length > schema.maxLength) {
      const code = schema['x-form'] === 'condition' ? 'condition-too-long' : 'too-long';
      this.report.add(code, range, `${name} has ${text.length} characters; at most ${schema.maxLength} are allowed.`, 'Shorten it.');
    } else if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(text)) {
      const form = FORMS[schema['x-form'] ?? ''] ?? { code: 'wrong-value' as const, what: 'what is wanted here', fix: 'Look at the examples.' };
      const suggestion = schema['x-form'] === 'id' ? snakeCase(text, schema.pattern) : formMeant(schema['x-form'] ?? '', text);
      this.report.add(form.code, range, `\`${text}\` is not ${form.what}.`, form.fix, suggestion);
    }
  }
}

/** What people read or agencies name: digits alone would be taken for a number there. */
const TEXTS = new Set(['text', 'time of day', 'date', 'day of the year']);
const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** What is read word by word: a letter of another alphabet makes another word of it. */
const INVISIBLE = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069]+/g;
const WORDS = new Set(['condition', 'length', 'due', 'name', 'value']);

const FORMS: Record<string, { code: ProblemCode; what: string; fix: string }> = {
  id: { code: 'bad-id', what: 'an id', fix: 'Use small Latin letters, digits and `_`, beginning with a letter: `case_plan`. What people read stands in `title`.' },
  language: { code: 'bad-language', what: 'a language', fix: 'Write its short code, as `ar` or `en`.' },
  date: { code: 'bad-date', what: 'a date', fix: 'Write it as YYYY-MM-DD: `2026-03-20`.' },
  'day of the year': { code: 'bad-date', what: 'a day of the year', fix: 'Write it as MM-DD, as `05-25`, or as `last monday of august` or `1 day after easter`.' },
  'time of day': { code: 'bad-hours', what: 'a time of day', fix: 'Write it as HH:MM: `08:00`.' },
  email: { code: 'bad-email', what: 'an email address', fix: 'Write it as name@example.org.' },
};

function snakeCase(text: string, pattern: string): string | undefined {
  const snake = text
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return new RegExp(pattern, 'u').test(snake) ? snake : undefined;
}

/** A key is named as it stands; an entry of a list by the list it stands in. */
function nameOf(place: Place): string {
  return place.key ? `\`${place.key.value === null ? '' : String(place.key.value)}\`` : place.path === '' ? 'The file' : 'This entry';
}

/** Points at the value where it is one line, at the key where it is a block. */
const rangeOf = (place: Place): Range => (place.node.kind === 'scalar' ? place.range : place.head);

/** Where something is missing: the key of what lacks it, or the first key of an entry of a list or of the file. */
function placeOf(place: Place): Range {
  if (place.key) return place.key.range;
  return place.node.kind === 'map' ? (place.node.entries[0]?.keyNode.range ?? place.range) : place.range;
}
