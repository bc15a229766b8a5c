// Appends one line for each finished test file to the file named in CASEWAY_TEST_RESULTS, so that a run which is cut off
// half-way still leaves what it had.

const { appendFileSync } = require('node:fs');

/** A jest reporter; the counting itself is done by count.cjs. */
class ResultsReporter {
  onTestResult(_test, result) {
    const file = process.env.CASEWAY_TEST_RESULTS;
    if (file === undefined) return;
    const tests = result.testResults.map(({ fullName, status }) => ({ fullName, status }));
    // A file that does not load has no tests and one error: it counts as one failed test.
    if (result.testExecError && tests.length === 0) tests.push({ fullName: '(the file itself)', status: 'failed' });
    appendFileSync(file, `${JSON.stringify({ file: result.testFilePath, tests })}\n`);
  }
}

module.exports = ResultsReporter;
