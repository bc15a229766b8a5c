// A scene as SVG: one text that a browser shows alone or within a page, with its name and description for those who cannot see it.

import { FONTS, STEP_INDENT } from './measure';
import type { Arrow, PlacedCard, PlacedLine, Point, Scene } from './scene';
import { escaped } from './text';

export interface SvgNames {
  /** Begins every id in it, so that two diagrams can stand in one page. */
  id: string;
  language: string;
  title: string;
  /** What is to be seen, in sentences. */
  description: string;
}

/** The same bytes for the same scene. */
export function renderSvg(scene: Scene, { id, language, title, description }: SvgNames): string {
  const { width, height, rightToLeft } = scene;
  const direction = rightToLeft ? 'rtl' : 'ltr';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="caseway-diagram" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" lang="${escaped(language)}" xml:lang="${escaped(language)}" direction="${direction}" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escaped(title)}</title>`,
    `<desc id="${id}-desc">${escaped(description)}</desc>`,
    `<style>${STYLE}</style>`,
    `<defs><marker id="${id}-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="tip" d="M0 0 10 5 0 10Z"/></marker></defs>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    text(scene.heading, 'heading'),
    ...scene.arrows.map((one) => path(one, id)),
    ...scene.arrows.flatMap((one) => label(one)),
    ...scene.cards.map((card) => cardSvg(card, rightToLeft)),
    '</svg>',
    '',
  ].join('\n');
}

const FONT_CLASSES = Object.entries(FONTS).map(([name, { size, bold }]) => `.caseway-diagram .${name}{font-size:${size}px${bold ? ';font-weight:600' : ''}}`).join('');

const LIGHT = '--paper:#fff;--ink:#1c2430;--soft:#4a5566;--line:#5b6778;--card:#f7f9fb;--edge:#8a96a8;--stage:#0b6e8f;--closed:#5a6472;--review:#5d6d1e;--alert:#b3261e;--clock:#7a5200;--list:#0b6e8f;--event:#5d6d1e;--ways:#6a4c93;--closure:#5a6472';
const DARK = '--paper:#12171e;--ink:#eef2f6;--soft:#b9c4d1;--line:#9aa7b8;--card:#1b222c;--edge:#6f7d8f;--stage:#5cc3e6;--closed:#a3afbd;--review:#b6c76a;--alert:#ff8a80;--clock:#e3b35c;--list:#5cc3e6;--event:#b6c76a;--ways:#c3a4ee;--closure:#a3afbd';

/** Colours have a contrast of 4.5 to 1 and more on their ground, light and dark. */
const STYLE = [
  `.caseway-diagram{${LIGHT};font-family:"Noto Sans","Noto Sans Arabic","Segoe UI",system-ui,"DejaVu Sans",sans-serif}`,
  `@media (prefers-color-scheme:dark){.caseway-diagram{${DARK}}}`,
  '.caseway-diagram text{fill:var(--ink)}', '.caseway-diagram .small,.caseway-diagram .kind,.caseway-diagram .label{fill:var(--soft)}',
  '.caseway-diagram .paper{fill:var(--paper)}', '.caseway-diagram .card{fill:var(--card);stroke:var(--edge)}', '.caseway-diagram .rule{stroke:var(--edge);stroke-opacity:.5}',
  '.caseway-diagram .way{fill:none;stroke:var(--line);stroke-width:1.5}', '.caseway-diagram .tip{fill:var(--line)}', '.caseway-diagram .ground{fill:var(--paper)}',
  '.caseway-diagram .number{fill:none;stroke:var(--alert)}', '.caseway-diagram .chain{stroke:var(--alert);stroke-opacity:.5}',
  ...['stage', 'closed', 'review', 'alert', 'clock', 'list', 'event', 'ways', 'closure', 'start'].map((kind) => `.caseway-diagram .${kind} .bar{fill:var(--${kind === 'start' ? 'closed' : kind})}`),
  FONT_CLASSES,
].join('');

/** With the direction of the whole drawing, a line begins at its `x`, whichever way it is read. */
const text = ({ x, y, text: words }: PlacedLine, style: string): string => `<text class="${style}" x="${x}" y="${y}">${escaped(words)}</text>`;

function cardSvg(card: PlacedCard, rightToLeft: boolean): string {
  const { id, kind, x, y, width, height, lines, rules } = card;
  const isRound = kind === 'start' || kind === 'closed';
  const bar = isRound ? '' : `<rect class="bar" x="${x}" y="${y}" width="${width}" height="4" rx="2"/>`;
  return [
    `<g class="${kind}" data-id="${escaped(id)}">`,
    `<rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="${isRound ? 22 : 6}"/>${bar}`,
    ...rules.map((rule) => `<line class="rule" x1="${x + 10}" x2="${x + width - 10}" y1="${rule}" y2="${rule}"/>`),
    ...chain(card, rightToLeft),
    ...lines.map((line) => text(line, line.style)),
    '</g>',
  ].join('\n');
}

/** The numbers of an alert's chain in circles, with the line that climbs from one to the next. */
function chain({ lines }: PlacedCard, rightToLeft: boolean): string[] {
  const steps = lines.filter((line) => line.number !== undefined);
  const at = (line: PlacedLine): Point => ({ x: line.x + (rightToLeft ? 1 : -1) * (STEP_INDENT - 11), y: line.y - 5 });
  return steps.flatMap((line, i) => {
    const { x, y } = at(line);
    const next = steps[i + 1];
    return [
      ...(next ? [`<line class="chain" x1="${x}" x2="${x}" y1="${y + 9}" y2="${at(next).y - 9}"/>`] : []),
      `<circle class="number" cx="${x}" cy="${y}" r="9"/>`,
      `<text class="kind" x="${x}" y="${y + 4}" text-anchor="middle">${line.number}</text>`,
    ];
  });
}

/** Upright pieces are straight, sideways ones bend, and so stay within the gap between two rows. */
function path({ points, from, to }: Arrow, id: string): string {
  const [first, ...rest] = points as [Point, ...Point[]];
  let at = first;
  const steps = rest.map((point) => {
    const middle = Math.round((at.y + point.y) / 2);
    const step = point.x === at.x ? `V${point.y}` : `C${at.x} ${middle} ${point.x} ${middle} ${point.x} ${point.y}`;
    at = point;
    return step;
  });
  return `<path class="way" data-from="${escaped(from)}" data-to="${escaped(to)}" marker-end="url(#${id}-tip)" d="M${first.x} ${first.y}${steps.join('')}"/>`;
}

function label({ label: one }: Arrow): string[] {
  if (!one) return [];
  return [`<rect class="ground" x="${one.x}" y="${one.y}" width="${one.width}" height="${one.height}"/>`, ...one.lines.map((line) => text(line, 'label'))];
}
