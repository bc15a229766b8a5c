// Whatever is done to a file, the checker answers with problems inside the file and never throws, hangs or changes what it was given.

import * as fc from 'fast-check';
import { compileFolder } from '../../language/folder';
import { checkEdited, edited, FILES } from './random-edits';

/** Many more are checked by random-edits.slow.test.ts; these are the first of them. */
const SHARE = 600;

describe('a random edit of the shipped files', () => {
  it('is answered with problems that stand inside the file', () => {
    let wrong = 0;
    for (let seed = 0; seed < SHARE; seed += 1) if (checkEdited(seed).length > 0) wrong += 1;
    expect(wrong).toBeGreaterThan(SHARE / 2);
    expect(wrong).toBeLessThan(SHARE);
  });

  it('is the same for the same number, and changes one file', () => {
    expect(edited(7)).toEqual(edited(7));
    for (let seed = 0; seed < 100; seed += 1) {
      const { path, files } = edited(seed);
      expect(Object.keys(files).filter((one) => files[one] !== FILES[one] && one !== path)).toEqual([]);
    }
  });

  it('never throws for what is no definition at all', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(FILES)), fc.string({ unit: 'binary', maxLength: 200 }), (path, text) => void compileFolder({ [path]: text })),
      { numRuns: 300 },
    );
  });

  it('is refused by bytes that are no text, without throwing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void compileFolder({ 'processes/p.yaml': bytes, 'agencies/a.yaml': bytes, 'calendars/c.yaml': bytes })), { numRuns: 100 });
  });
});
