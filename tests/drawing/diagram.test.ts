// The diagram: nothing lies on anything else, every text fits its box, it is mirrored where the language is, and it is sound XML.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawProcess } from '../../drawing/diagram';
import { layoutProcess } from '../../drawing/layout';
import { speechOf } from '../../drawing/say';
import type { Box, Point, Scene } from '../../drawing/scene';
import { widthOf, wrap } from '../../drawing/text';
import { compileProcess } from '../../language/compile';
import type { Process } from '../../process/process';
import { compileShipped } from '../definitions';
import { largeProcess } from './large-process';

const shipped = { process: compileShipped().rules.process, texts: compileShipped().texts };
const large = largeProcess();
const everyKey = compileProcess({ path: 'processes/every_key.yaml', text: readFileSync(join(__dirname, '..', 'language', 'fixtures', 'every-key.yaml'), 'utf8') });
const sceneOf = ({ process, texts }: typeof large, language: string): Scene => layoutProcess(speechOf(process, texts, language));
const scenes: [string, Scene][] = [
  ['the shipped process in Arabic', sceneOf(shipped, 'ar')], ['the shipped process in English', sceneOf(shipped, 'en')],
  ['a process with every key of the language', sceneOf({ process: everyKey.process as Process, texts: everyKey.texts }, 'fr')],
  ['a large process', sceneOf(large, 'en')], ['a large process from the right', sceneOf(large, 'fa')],
];

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The points of an arrow's line, bends included, close enough together that no box lies between two of them. */
function along(points: readonly Point[]): Point[] {
  return points.slice(1).flatMap((to, i) => {
    const from = points[i] as Point;
    const middle = (from.y + to.y) / 2;
    return Array.from({ length: 101 }, (_, step) => {
      const t = step / 100;
      const x = (1 - t) ** 3 * from.x + 3 * (1 - t) ** 2 * t * from.x + 3 * (1 - t) * t ** 2 * to.x + t ** 3 * to.x;
      const y = (1 - t) ** 3 * from.y + 3 * (1 - t) ** 2 * t * middle + 3 * (1 - t) * t ** 2 * middle + t ** 3 * to.y;
      return { x, y };
    });
  });
}

describe.each(scenes)('%s', (_, scene) => {
  const boxes = [...scene.cards.map((card) => ({ ...card, name: card.id })), ...scene.arrows.flatMap((arrow) => (arrow.label ? [{ ...arrow.label, name: `label ${arrow.from} ${arrow.to}` }] : []))];

  test('has no box or label that lies on another', () => {
    const on = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => overlap(a, b)).map((b) => `${a.name} and ${b.name}`));
    expect(on).toEqual([]);
  });

  test('has everything inside of its edges', () => {
    const out = boxes.filter((box) => box.x < 0 || box.y < 0 || box.x + box.width > scene.width || box.y + box.height > scene.height);
    expect(out.map((box) => box.name)).toEqual([]);
    expect(scene.arrows.flatMap((arrow) => arrow.points).filter(({ x, y }) => x < 0 || y < 0 || x > scene.width || y > scene.height)).toEqual([]);
  });

  test('has every line of text inside of its box', () => {
    const out = boxes.flatMap((box) =>
      box.lines.filter((line) => {
        const [from, to] = scene.rightToLeft ? [line.x - line.width, line.x] : [line.x, line.x + line.width];
        return from < box.x || to > box.x + box.width || line.y - 10 < box.y || line.y > box.y + box.height;
      }).map((line) => line.text));
    expect(out).toEqual([]);
  });

  test('has no arrow through a box, and each from one border to another', () => {
    for (const arrow of scene.arrows) {
      const points = along(arrow.points);
      const others = scene.cards.filter((card) => card.id !== arrow.from && card.id !== arrow.to);
      const cut = others.filter((card) => points.some(({ x, y }) => x > card.x && x < card.x + card.width && y > card.y && y < card.y + card.height));
      expect({ arrow: `${arrow.from} ${arrow.to}`, cut: cut.map((card) => card.id) }).toEqual({ arrow: `${arrow.from} ${arrow.to}`, cut: [] });
      const borders = [[arrow.from, arrow.points[0]], [arrow.to, arrow.points.at(-1)]] as const;
      for (const [id, point] of borders) {
        const card = scene.cards.find((one) => one.id === id) as Box;
        expect(point && point.x > card.x && point.x < card.x + card.width && (point.y === card.y || point.y === card.y + card.height)).toBe(true);
      }
    }
  });

  test('has no arrow over the label of another', () => {
    const over = scene.arrows.flatMap((arrow) => {
      const points = along(arrow.points);
      return scene.arrows.filter(({ label }) => label && label !== arrow.label && points.some(({ x, y }) => x > label.x && x < label.x + label.width && y > label.y && y < label.y + label.height))
        .map((other) => `${arrow.from}→${arrow.to} over ${other.from}→${other.to}`);
    });
    expect(over).toEqual([]);
  });
});

test('has every stage, task, way, review, step of a chain and reason', () => {
  const scene = sceneOf(shipped, 'en');
  const { stages, reviews, alerts } = shipped.process;
  expect(scene.cards.map((card) => card.id)).toEqual(expect.arrayContaining([
    ...stages.map((one) => `stage:${one.id}`), ...reviews.map((one) => `review:${one.id}`), ...alerts.map((one) => `alert:${one.id}`), 'closure', 'at_any_time', 'start',
  ]));
  expect(scene.arrows.filter((arrow) => arrow.from !== 'start')).toHaveLength(stages.flatMap((one) => one.next).length);
  const svg = drawProcess(shipped.process, shipped.texts, 'en');
  for (const words of ['Screening and registration', 'Case worker · 24 hours', '– High: 72 hours', 'Informed consent: given', '✓ approved by Supervisor', 'An alert is still open.', 'within 2 hours', 'Has come of age']) {
    expect(svg).toContain(words);
  }
});

test('says who has to agree, and who decides how it goes on', () => {
  const { process, texts } = everyKey;
  const lines = sceneOf({ process: process as Process, texts }, 'en').cards.flatMap((card) => card.lines.map((line) => line.text)).join(' ');
  expect(lines).toContain('≈ agreed to by the client · Parent or guardian · Supervisor');
  expect(lines).toContain('? decided by Supervisor · 2 working days');
});

test('has the stages one below the other in the order of the file, whatever leads back', () => {
  const { process } = large;
  const tops = process.stages.map((stage) => sceneOf(large, 'en').cards.find((card) => card.id === `stage:${stage.id}`)?.y ?? 0);
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
});

test('says yes and no in words, in conditions and where a due time is chosen', () => {
  const text = `process: small
title: Small
language: fr
roles:
  worker:
    title: Worker
    owns_case: true
fields:
  alone:
    title: Seul ?
    type: yes_no
stages:
  first_days:
    title: First days
    tasks:
      look:
        title: Look
        who: worker
        must_answer: [alone]
        due:
          depends_on: alone
          true: 1 day
          otherwise: 3 days
    next:
      - when: alone is false
        close: over
      - when: alone is not false
        close: over
closure:
  reasons:
    over: Over
`;
  const { process, texts } = compileProcess({ path: 'processes/small.yaml', text });
  const drawn = drawProcess(process as Process, texts, 'fr').replace(/<[^>]*>/g, ' ');
  expect(drawn).toMatch(/– oui: 1 jour\b/);
  expect(drawn).toContain('Seul ? non');
  expect(drawn).toContain('Seul ? oui');
  expect(drawn).not.toMatch(/true|false/);
});

test('is mirrored where the language is read from the right', () => {
  const [ltr, rtl] = [sceneOf(large, 'en'), sceneOf(large, 'ar')];
  expect([ltr.rightToLeft, rtl.rightToLeft]).toEqual([false, true]);
  expect(drawProcess(shipped.process, shipped.texts, 'ar')).toMatch(/^<svg [^>]*lang="ar"[^>]* direction="rtl"/);
  expect(drawProcess(shipped.process, shipped.texts, 'en')).toMatch(/^<svg [^>]*lang="en"[^>]* direction="ltr"/);
  // The heading begins at the right edge, and a line of a card at its right border.
  expect(rtl.heading.x).toBe(rtl.width - ltr.heading.x);
  for (const card of rtl.cards) for (const line of card.lines) expect(line.x).toBeGreaterThan(card.x + card.width / 2);
});

test('is the same for the same process, whatever was drawn before', () => {
  const first = drawProcess(large.process, large.texts, 'en');
  drawProcess(shipped.process, shipped.texts, 'ar');
  const again = largeProcess();
  expect(drawProcess(again.process, again.texts, 'en')).toBe(first);
});

test('escapes what an agency writes, and leaves nothing that XML cannot hold', () => {
  const evil = '</text><script>alert(1)</script> & "quoted" \u0001\u202e\ud800 end';
  const svg = drawProcess(shipped.process, { ar: { ...shipped.texts['ar'], title: evil, 'stages.planning.title': evil } }, 'ar');
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;');
   
  expect(svg).not.toMatch(/[\u0001\u202e]|[\ud800-\udbff](?![\udc00-\udfff])/);
});

test('has a name and a description, and asks for nothing from outside', () => {
  const svg = drawProcess(shipped.process, shipped.texts, 'en');
  expect(svg).toMatch(/role="img"[^>]* aria-labelledby="diagram-child_protection-title diagram-child_protection-desc"/);
  expect(svg).toContain('<title id="diagram-child_protection-title">Child protection</title>');
  expect(svg).toMatch(/<desc id="diagram-child_protection-desc">Identification and registration: leads to .*Assessment if Informed consent: given/);
  expect(svg).toContain('prefers-color-scheme:dark');
  expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\((?!#)|@import|<image|<foreignObject/);
});

test('opens and closes its elements in order', () => {
  const open: string[] = [];
  for (const [, end, name, single] of drawProcess(large.process, large.texts, 'en').matchAll(/<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/g)) {
    if (end) expect(open.pop()).toBe(name);
    else if (!single) open.push(name ?? '');
  }
  expect(open).toEqual([]);
});

test('falls back to the process\'s own language for a text that is missing, and to the id for a title that nobody wrote', () => {
  const texts = { ...shipped.texts, en: { title: 'Child protection' } };
  const svg = drawProcess(shipped.process, texts, 'en');
  expect(svg).toContain('الفرز والتسجيل');
  expect(drawProcess(shipped.process, {}, 'en')).toContain('carry_out_plan');
});

describe('text', () => {
  test('is broken between words, and a word that is too wide within', () => {
    expect(wrap('one two three', widthOf('one two', 13), 13)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij', widthOf('abcde', 13), 13).every((line) => widthOf(line, 13) <= widthOf('abcde', 13))).toBe(true);
    expect(wrap('  ', 100, 13)).toEqual([]);
  });

  // Advance widths of DejaVu Sans in parts of its size, plain and bold, as Chromium measures them; Noto Sans and others are narrower.
  test.each([
    ['Identification and registration', 14.84, 17.02], ['Case plan with the child and the family', 19.58, 22.06], ['إعداد خطة الحالة مع الطفل وأسرته', 14.76, 17.46],
    ['هل تنطبق معايير القبول (الضعف أو المخاطر)؟', 19.31, 23.01], ['Обращение зарегистрировано и рассмотрено', 24.24, 26.52],
    ['Échéance : 10 jours ouvrés, puis tous les mois', 23.16, 26.05], ['ارزیابی اولیه کودک و خانواده', 11.89, 14.29], ['WWW MMM @@ 1234567890', 14.87, 16.3],
  ])('is estimated no narrower than a wide font draws it, and not much wider: %s', (words, plain, bold) => {
    expect(widthOf(words, 100) / 100).toBeGreaterThanOrEqual(plain);
    expect(widthOf(words, 100, true) / 100).toBeGreaterThanOrEqual(bold);
    expect(widthOf(words, 100) / 100).toBeLessThan(plain * 1.25);
  });

  test('marks on letters take no room', () => {
    expect(widthOf('حَ', 13)).toBe(widthOf('ح', 13));
  });
});
