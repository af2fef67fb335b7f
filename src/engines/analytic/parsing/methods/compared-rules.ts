import type { Draft } from '../../problem/draft.js';
import { Faults } from '../reading/faults.js';
import { checkScores } from '../scores/score-rules.js';
import { checkMethod } from './method-rules.js';

/** Every method to compare with must be able to rank the problem. */
export function checkCompared(draft: Draft, faults: Faults): void {
  for (const [index, method] of (draft.compare ?? []).entries()) {
    if (!method || !faults.isEmpty) continue;
    const own = new Faults();
    const compared = { ...draft, method };
    checkMethod(compared, own);
    checkScores(compared, own);
    const [first] = own.list();
    if (first) faults.add(`compare[${index}]`, `cannot rank this problem: ${first.path} ${first.message}`);
  }
}
