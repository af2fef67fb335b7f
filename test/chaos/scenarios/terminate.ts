import { terminateOne } from '../faults/server-faults.js';
import type { Evidence } from '../judge/evidence.js';
import type { Verdict } from '../judge/verdict.js';
import { Balancer } from '../load/balancer.js';
import { quantiles } from '../report/figures.js';
import type { Scenario } from './scenario.js';
import { type Addition, underLoad } from './under-load.js';

/** What is unfinished goes on elsewhere within. */
const HANDOVER_MS = 1_000;

/** A rolling restart behind a balancer: nobody notices, and what is unfinished goes on at once elsewhere. */
export const terminate: Scenario = async (settings) => {
  const balancers: Balancer[] = [];
  try {
    return await underLoad(settings, {
      bed: { concurrency: 40 },
      load: (bed) => {
        const balancer = new Balancer(bed);
        balancers.push(balancer);
        return { send: balancer.send, stepMs: [20, 600] };
      },
      strike: terminateOne,
      addition: (_bed, verdict) => unnoticed(balancers, verdict, settings.slackMs),
    });
  } finally {
    for (const balancer of balancers) balancer.close();
  }
};

function unnoticed(balancers: readonly Balancer[], { evidence }: Verdict, slackMs: number): Addition {
  const failed = balancers.flatMap((balancer) => balancer.failed);
  const gaps = handovers(evidence);
  const slow = gaps.filter((ms) => ms > HANDOVER_MS + slackMs);
  const total = (count: (balancer: Balancer) => number) =>
    balancers.reduce((sum, balancer) => sum + count(balancer), 0);
  return {
    figures: {
      requests: total(({ requests }) => requests),
      'requests moved on': total(({ moved }) => moved),
      'requests failed': failed.length,
      'handed over, ms': quantiles(gaps),
    },
    violations: [
      ...failed.map((fault) => ({ promise: 'I9', about: 'a request', fault }) as const),
      ...slow.map(
        (ms) => ({ promise: 'I7', about: 'hand-over', fault: `took ${Math.round(ms)} ms` }) as const,
      ),
    ],
  };
}

/** From the last sign of a process on a server that leaves to its next step elsewhere, or from the signal if that was later. */
function handovers({ faults, steps }: Evidence): number[] {
  return faults.flatMap(({ pid, at, until }) =>
    [...steps.values()].flatMap((lines) => {
      const last = lines.filter((line) => line.pid === pid).at(-1);
      const next = lines.find((line) => line.type === 'begin' && line.at > at && line.pid !== pid);
      const wasThere =
        last !== undefined && last.at > at && next !== undefined && next.at < until + HANDOVER_MS * 60;
      return wasThere ? [next.at - last.at] : [];
    }),
  );
}
