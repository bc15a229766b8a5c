// The reference part of docs/language.md is what the schemas say, and the links of the page lead somewhere.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCHEMAS } from '../../language/schema';
import { withReference } from './reference';

const page = readFileSync(join(__dirname, '../../docs/language.md'), 'utf8');

it('docs/language.md has the reference that `npm run docs` writes', () => {
  // A difference here means: run `npm run docs` and look at what it changed.
  expect(page).toBe(withReference(page));
});

it('has every key of every schema, with what it means', () => {
  const [, reference = ''] = page.split('\n## Reference\n');
  for (const schema of Object.values(SCHEMAS)) {
    for (const group of [schema, ...Object.values(schema.$defs ?? {})]) {
      for (const key of Object.keys(group.properties ?? {})) expect([key, new RegExp(`^\\| (\\*\\*)?\`${key}\`(\\*\\*)? \\| \\S`, 'm').test(reference)]).toEqual([key, true]);
    }
  }
});

it('leads from each link of the page to a heading', () => {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)) {
    const slug = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});
