// What has been decided about clocks holds from the YAML to the case: each row is compiled and played on the virtual clock.

import type { DecidedCase } from './decided-case';
import { playDecided } from './decided-case';
import { DECIDED } from './decided-cases';

describe('it is decided that', () => {
  it.each(DECIDED.map((one): [string, DecidedCase] => [one.says, one]))('%s', (_, decided) => playDecided(decided));

  it('nothing is decided twice', () => expect(new Set(DECIDED.map((one) => one.says)).size).toBe(DECIDED.length));
});
