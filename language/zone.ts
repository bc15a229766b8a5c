// A time zone's offsets, read from the pinned data of moment-timezone and never from the runtime, so that two machines agree.

import packed from 'moment-timezone/data/packed/latest.json';
import type { Offset } from '../process/calendar';
import { nearest } from './suggest';

/** The library's version is pinned in package.json; a test holds the two together. */
export const ZONE_LIBRARY = 'moment-timezone 0.6.6';

export const ZONE_DATA = `${ZONE_LIBRARY} / ${packed.version}`;

/** Name, abbreviations, offsets, which offset holds from each change on, and minutes from one change to the next; base 60. */
type PackedZone = [name: string, abbreviations: string, offsets: string, indices: string, differences: string];

let zones: Map<string, string> | undefined;

/** The packed line of every zone name, links included. Built when first asked for, because most runs never ask. */
function allZones(): Map<string, string> {
  if (zones) return zones;
  zones = new Map(packed.zones.map((zone) => [zone.slice(0, zone.indexOf('|')), zone]));
  for (const link of packed.links) {
    const [target = '', name = ''] = link.split('|');
    const zone = zones.get(target);
    if (zone !== undefined) zones.set(name, zone);
  }
  return zones;
}

export const isZone = (name: string): boolean => allZones().has(name);

/** The zone that somebody probably meant: one whose name is nearly that, or whose city it is. */
export function nearestZone(name: string): string | undefined {
  const city = name.trim().toLowerCase().replace(/\s+/g, '_');
  return nearest(name, allZones().keys()) ?? [...allZones().keys()].find((zone) => zone.toLowerCase().endsWith(`/${city}`));
}

/**
 * The offsets of a zone from one instant to another (milliseconds since 1970), in minutes to add to UTC; the first holds for
 * everything before it. After the last change that the data know, its offset holds on. Throws a RangeError for an unknown zone.
 */
export function offsetsOfZone(name: string, fromMs: number, untilMs: number): Offset[] {
  const zone = allZones().get(name);
  if (zone === undefined) throw new RangeError(`There is no time zone ${name}.`);
  const [, , offsetText, indices, differences] = zone.split('|') as PackedZone;
  const minutes = offsetText.split(' ').map((one) => -Math.round(fromBase60(one)) || 0);
  const offsetAt = (period: number): number => minutes[fromBase60(indices[period] ?? '0')] ?? 0;
  const offsets: Offset[] = [{ from: new Date(fromMs).toISOString(), minutes: offsetAt(0) }];
  let at = 0;
  differences.split(' ').filter((one) => one !== '').forEach((difference, index) => {
    at += fromBase60(difference) * 60_000;
    const now = offsetAt(index + 1);
    const last = offsets[offsets.length - 1] as Offset;
    if (at <= fromMs) last.minutes = now;
    else if (at <= untilMs && now !== last.minutes) offsets.push({ from: new Date(at).toISOString(), minutes: now });
  });
  return offsets;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX';

/** A number in the base that the data are packed in, with a fraction where it has one. */
function fromBase60(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  let value = 0;
  for (const digit of whole) value = value * 60 + DIGITS.indexOf(digit);
  [...fraction].forEach((digit, index) => (value += DIGITS.indexOf(digit) / 60 ** (index + 1)));
  return sign * value;
}
