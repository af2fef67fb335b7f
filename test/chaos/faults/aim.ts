import type { ChaosServer } from '../bed/chaos-server.js';
import type { Random } from '../bed/random.js';
import type { TestBed } from '../bed/test-bed.js';

/** `moment`: any. `write`: the store has just made a write of the victim. `effect`: a step there has done its work. */
type Aim = 'moment' | 'write' | 'effect';
const AIMS: readonly Aim[] = ['moment', 'write', 'effect'];

const LIMIT_MS = 1_000;

/** Resolves at the moment the next blow to the victim is aimed at, or when that does not come. */
export function untilSign(bed: TestBed, victim: ChaosServer, random: Random): Promise<void> {
  const aim = random.pick(AIMS);
  const limit = aim === 'moment' ? random.between(0, 300) : LIMIT_MS;
  return new Promise((resolve) => {
    const strike = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(strike, limit);
    const stop = watch(bed, aim, (pid) => {
      if (pid === victim.pid) strike();
    });
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
