import { leaveOnSignals } from './leave-on-signals.js';
import { nodeFault } from './node-version.js';

// An older Node would fail somewhere in a library, so nothing else is loaded before the version has been checked.
const fault = nodeFault(process.versions.node);
if (fault === null) {
  leaveOnSignals();
  await import('./serve.js');
} else {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}
