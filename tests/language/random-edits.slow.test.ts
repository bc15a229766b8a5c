// Many random edits of the shipped files: none crashes the checker, and none takes it many times as long as the files themselves.

import { compileFolder } from '../../language/folder';
import { checkEdited, edited, FILES } from './random-edits';

/** A quarter of an hour of a quick core. */
const EDITS = Number(process.env['CASEWAY_RANDOM_EDITS'] ?? 100_000);
/** No edit may cost so many times what checking all the files costs; a broken file is read again without each of its broken parts. */
const MOST_TIMES = 60;

const cost = (run: () => unknown): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

it(`${EDITS} edits are answered, each in a time that follows from the size of the files`, () => {
  for (let warm = 0; warm < 30; warm += 1) compileFolder(FILES);
  const usual = cost(() => Array.from({ length: 20 }, () => compileFolder(FILES))) / 20;
  let all = 0;
  const slow: number[] = [];
  for (let seed = 0; seed < EDITS; seed += 1) {
    const took = cost(() => checkEdited(seed));
    all += took;
    if (took > usual * MOST_TIMES) slow.push(seed);
  }
  // One that was slow by a pause of the machine is not slow again.
  const again = slow.filter((seed) => Math.min(...[1, 2, 3].map(() => cost(() => compileFolder(edited(seed).files)))) > usual * MOST_TIMES);
  console.log(`${EDITS} edits in ${(all / 1000).toFixed(0)} s of processor time; the files themselves take ${usual.toFixed(1)} ms`);
  expect(again).toEqual([]);
  expect(all / EDITS / usual).toBeLessThan(2);
}, 1_800_000);
