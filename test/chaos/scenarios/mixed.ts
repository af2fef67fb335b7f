import {
  cutReplies,
  freezeOne,
  killOne,
  terminateOne,
  terminateUnanswered,
} from '../faults/server-faults.js';
import { freezeStore, killStore } from '../faults/store-faults.js';
import type { Scenario } from './scenario.js';
import { underLoad } from './under-load.js';

/** Every kind of fault in turn, so that even a short run has each. */
const STRIKES = [
  killOne,
  freezeOne,
  cutReplies,
  killStore,
  terminateOne,
  freezeStore,
  terminateUnanswered,
] as const;

/** All faults, one after the other. */
export const mixed: Scenario = (settings) => {
  let round = 0;
  return underLoad(settings, {
    strike: async (bed, victim, random) => STRIKES[round++ % STRIKES.length]?.(bed, victim, random),
  });
};
