// The layout of a report as one page of HTML that prints: nothing is loaded, nothing runs, and nothing in a text becomes markup.

import { escapeHtml } from './escape-html';

/** Lines of text, of which some stand out; empty ones are left out. */
export type Cell = (string | { strong: string })[];

export interface Section {
  heading: string;
  /** Null for pairs of a name and what is said of it. */
  columns: string[] | null;
  rows: Cell[][];
}

export interface ReportPage {
  language: string;
  direction: 'rtl' | 'ltr';
  title: string;
  subtitle: string;
  agency: string;
  facts: [label: string, value: Cell][];
  sections: Section[];
  footer: string[];
}

/** The only style of the page: its hash can stand in a Content-Security-Policy. */
export const REPORT_STYLE = [
  '@page{size:A4;margin:16mm 14mm}',
  '*{box-sizing:border-box}',
  'body{margin:0 auto;max-width:60rem;padding:2rem 1.5rem;color:#1c2430;background:#fff;font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans Arabic","Noto Naskh Arabic",Tahoma,Arial,sans-serif}',
  'header{border-block-end:2px solid #1c2430;margin-block-end:1.2rem;padding-block-end:.6rem}',
  'h1{font-size:1.7rem;line-height:1.25;margin:0}',
  'h2{font-size:1.1rem;margin:1.6rem 0 .4rem;break-after:avoid}',
  'header p{margin:.15rem 0 0;color:#4a5563}',
  'table{border-collapse:collapse;inline-size:100%;font-size:.93em}',
  'th,td{text-align:start;vertical-align:top;padding:.32rem .7rem .32rem 0;border-block-end:1px solid #d5dae1;overflow-wrap:anywhere}thead th{overflow-wrap:normal}',
  '[dir=rtl] th,[dir=rtl] td{padding:.32rem 0 .32rem .7rem}',
  'thead th{border-block-end:1px solid #1c2430;font-weight:600}',
  'tbody th{font-weight:600}',
  'table.pairs tbody th{inline-size:32%}',
  'td p,th p{margin:0}td p+p,th p+p{color:#4a5563;font-weight:normal}strong{color:#1c2430}',
  'bdi{white-space:pre-wrap}',
  'thead{display:table-header-group}tr{break-inside:avoid}',
  'footer{margin-block-start:2rem;padding-block-start:.5rem;border-block-start:1px solid #d5dae1;color:#4a5563;font-size:.87em}footer p{margin:0}',
  '@media print{body{padding:0;max-width:none;font-size:10.5pt}h2{margin-block-start:1.1rem}}',
].join('');

export function asReportPage({ language, direction, title, subtitle, agency, facts, sections, footer }: ReportPage): string {
  return [
    `<!doctype html><html lang="${escapeHtml(language)}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${REPORT_STYLE}</style></head><body>`,
    `<header><h1>${isolate(title)}</h1><p>${isolate(subtitle)} · ${isolate(agency)}</p></header>`,
    `<main>${pairs(facts.map(([label, value]) => [[label], value]))}${sections.map(sectionHtml).join('\n')}</main>`,
    `<footer>${footer.map((line) => `<p>${isolate(line)}</p>`).join('')}</footer></body></html>`,
  ].join('\n');
}

const sectionHtml = ({ heading, columns, rows }: Section): string =>
  `<section><h2>${isolate(heading)}</h2>${columns === null ? pairs(rows) : table(columns, rows)}</section>`;

const pairs = (rows: Cell[][]): string =>
  `<table class="pairs"><tbody>${rows.map(([label = [], ...values]) => `<tr><th scope="row">${lines(label)}</th>${values.map(cell).join('')}</tr>`).join('')}</tbody></table>`;

function table(columns: string[], rows: Cell[][]): string {
  const head = columns.map((column) => `<th scope="col">${isolate(column)}</th>`).join('');
  const body = rows.map(([name = [], ...others]) => `<tr><th scope="row">${lines(name)}</th>${others.map(cell).join('')}</tr>`).join('\n');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

const cell = (of: Cell): string => `<td>${lines(of)}</td>`;

const lines = (of: Cell): string => {
  const said = of.filter((line) => line !== '');
  return said.length === 1 ? lineHtml(said[0] ?? '') : said.map((line) => `<p>${lineHtml(line)}</p>`).join('');
};

const lineHtml = (line: Cell[number]): string => (typeof line === 'string' ? isolate(line) : `<strong>${isolate(line.strong)}</strong>`);

/** Text in its own direction, whatever stands beside it. */
const isolate = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`;
