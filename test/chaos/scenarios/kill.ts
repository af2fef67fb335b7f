import { killOne } from '../faults/server-faults.js';
import type { Scenario } from './scenario.js';
import { underLoad } from './under-load.js';

/** SIGKILL after SIGKILL, some at a random moment, some just as a write or the work of a step is done. */
export const kill: Scenario = (settings) =>
  underLoad(settings, { strike: killOne, load: () => ({ stepMs: [20, 600] }) });
