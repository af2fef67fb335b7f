/** After the last suite; what suites started has ended long before. */
const GRACE_MS = 30_000;

/** Closes a run with its totals alone on a line: `N passed, N failed, N skipped`. */
export default class TotalsReporter {
  onRunComplete(_contexts, results) {
    const suitesThatNeverRan = results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const failed = results.numFailedTests + suitesThatNeverRan;
    process.on('exit', () => {
      process.stderr.write(`\n${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
    });
    endOf(results);
  }
}

/** A suite that failed may leave behind what keeps the run from ending, and whoever waits for it from the totals. */
function endOf({ success }) {
  const end = () => {
    process.stderr.write(
      `\nThe run was ended; still open: ${process.getActiveResourcesInfo().join(', ')}.\n`,
    );
    process.exit(success ? 0 : 1);
  };
  setTimeout(end, GRACE_MS).unref();
}
