import type { TestBed } from '../bed/test-bed.js';
import { readDump } from './dump.js';
import { judgeEdges } from './edges.js';
import { type Evidence, gather, type Violation } from './evidence.js';
import { judgeIndexes, judgeTimes } from './indexes.js';
import { judgeOutcomes, judgeStarts } from './outcomes.js';
import { judgeRecovery } from './recovery.js';
import { judgeRequests } from './requests.js';
import { judgeSteps } from './steps.js';

export interface Verdict {
  readonly evidence: Evidence;
  readonly violations: readonly Violation[];
}

/** Judges a run that has come to rest. `slackMs`: what a busy machine may add to every recovery. */
export async function judge(bed: TestBed, slackMs: number): Promise<Verdict> {
  const evidence = gather(bed, await readDump(bed.redis.admin));
  const violations = [
    ...judgeStarts(evidence),
    ...judgeOutcomes(evidence),
    ...judgeSteps(evidence),
    ...judgeIndexes(evidence),
    ...judgeTimes(evidence),
    ...judgeEdges(evidence),
    ...judgeRecovery(evidence, slackMs),
    ...judgeRequests(evidence),
  ];
  return { evidence, violations };
}
