import type { ChaosServer } from '../bed/chaos-server.js';
import type { Random } from '../bed/random.js';
import type { TestBed } from '../bed/test-bed.js';

/** `moment`: any. `write`: the store has just made a write of the victim. `effect`: a step there has done its work. */
export type Aim = 'moment' | 'write' | 'effect';
export const AIMS: readonly Aim[] = ['moment', 'write', 'effect'];

const LIMIT_MS = 1_000;

/** Calls `strike` with one of the candidates at the moment aimed at, or with any of them when that does not come. */
export function strikeAt(
  bed: TestBed,
  aim: Aim,
  {
    candidates,
    random,
    strike,
  }: {
    readonly candidates: readonly ChaosServer[];
    readonly random: Random;
    readonly strike: (victim: ChaosServer) => void;
  },
): Promise<void> {
  return new Promise((resolve) => {
    const limit = aim === 'moment' ? random.between(0, 300) : LIMIT_MS;
    const hit = (victim: ChaosServer | undefined) => {
      if (!victim) return;
      clearTimeout(timer);
      stop();
      strike(victim);
      resolve();
    };
    const timer = setTimeout(() => hit(random.pick(candidates)), limit);
    const stop = watch(bed, aim, (pid) => hit(candidates.find((candidate) => candidate.pid === pid)));
  });
}

function watch(bed: TestBed, aim: Aim, onSign: (pid: number | undefined) => void): () => void {
  switch (aim) {
    case 'moment':
      return () => undefined;
    case 'write':
      return bed.changes.onChange((id) => onSign(bed.effects.runnerOf(id)));
    case 'effect':
      return bed.effects.onStep(({ type, pid }) => {
        if (type === 'effect') onSign(pid);
      });
  }
}
