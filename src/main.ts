import { leaveOnSignals } from './leave-on-signals.js';
import { nodeFault } from './node-version.js';

// An older Node would fail somewhere in a library: nothing else is loaded before it is known to be new enough.
const fault = nodeFault(process.versions.node);
if (fault === null) {
  leaveOnSignals();
  await import('./serve.js');
} else {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}
