import { counters } from '../bed/metrics.js';
import type { TestBed } from '../bed/test-bed.js';
import { cutReplies } from '../faults/server-faults.js';
import type { Scenario } from './scenario.js';
import { type Addition, underLoad } from './under-load.js';

/**
 * Replies of the store are lost together with their connection, and nothing else happens. The driver then sends the
 * write again; as long as both are known to be one, no write meets a stranger's revision and no work is done twice.
 */
export const cut: Scenario = (settings) =>
  underLoad(settings, {
    load: () => ({ failing: 0.5 }),
    strike: cutReplies,
    addition: nothingFenced,
  });

async function nothingFenced(bed: TestBed): Promise<Addition> {
  const fenced = await counters(bed.servers, 'decision_fenced_writes_total');
  const fault = `${fenced} writes were refused, and there was nobody to be refused for`;
  return {
    figures: { 'writes refused': fenced },
    violations: fenced > 0 ? [{ promise: 'I3', about: 'metrics', fault }] : [],
  };
}
