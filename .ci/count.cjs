// Prints "N passed, N failed" from what results-reporter.cjs wrote: `node .ci/count.cjs RESULTS FAILED_STEPS`.
// A test that ran in two steps counts once, as failed if it failed in either; each failed step without a failed test counts
// as one failure, so that a run which broke before its tests is never "0 failed".

const { existsSync, readFileSync } = require('node:fs');

const [resultsFile, failedSteps = '0'] = process.argv.slice(2);

function readLines(file) {
  if (!existsSync(file)) return [];
  // The last line may be cut off when the run was killed while writing it.
  return readFileSync(file, 'utf8').split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

const outcomes = new Map();
for (const { file, tests } of readLines(resultsFile)) {
  // Two tests of one file may have the same name; they are told apart by their place among their namesakes.
  const seen = new Map();
  for (const { fullName, status } of tests) {
    const nth = (seen.get(fullName) ?? 0) + 1;
    seen.set(fullName, nth);
    const key = JSON.stringify([file, fullName, nth]);
    if (outcomes.get(key) === 'failed' || !['passed', 'failed'].includes(status)) continue;
    outcomes.set(key, status);
  }
}

const count = (wanted) => [...outcomes.values()].filter((status) => status === wanted).length;
const failed = Math.max(count('failed'), Number(failedSteps));
process.stdout.write(`${count('passed')} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
