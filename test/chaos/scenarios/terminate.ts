import type { TestBed } from '../bed/test-bed.js';
import { terminateOne } from '../faults/server-faults.js';
import type { Evidence } from '../judge/evidence.js';
import type { Verdict } from '../judge/verdict.js';
import { Balancer } from '../load/balancer.js';
import { Poller } from '../load/poller.js';
import { quantiles } from '../report/figures.js';
import type { Scenario } from './scenario.js';
import { type Addition, underLoad } from './under-load.js';

/** What is unfinished goes on elsewhere within. */
const HANDOVER_MS = 1_000;
const POLL_EVERY_MS = 10;

/** A rolling restart behind a balancer: nobody notices, and what is unfinished goes on at once elsewhere. */
export const terminate: Scenario = async (settings) => {
  const clients: { balancer: Balancer; poller: Poller }[] = [];
  const close = () => {
    for (const { balancer, poller } of clients.splice(0)) {
      poller.stop();
      balancer.close();
    }
  };
  const attach = (bed: TestBed) => {
    const balancer = new Balancer(bed);
    const poller = new Poller(bed, balancer.send, POLL_EVERY_MS);
    clients.push({ balancer, poller });
    void poller.run();
    return { send: balancer.send, stepMs: [20, 600] } as const;
  };
  try {
    return await underLoad(settings, {
      bed: { concurrency: 40 },
      load: attach,
      strike: terminateOne,
      addition: (_bed, verdict) => {
        const balancers = clients.map(({ balancer }) => balancer);
        close();
        return unnoticed(balancers, verdict, settings.slackMs);
      },
    });
  } finally {
    close();
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

/** From the last sign of a process on a server that was told to leave to its next step elsewhere. */
function handovers({ faults, steps }: Evidence): number[] {
  return faults.flatMap(({ pid, at }) =>
    [...steps.values()].flatMap((lines) => {
      const last = lines.filter((line) => line.pid === pid).at(-1);
      const next = lines.find((line) => line.type === 'begin' && line.at > at && line.pid !== pid);
      return last !== undefined && last.at > at && next !== undefined ? [next.at - last.at] : [];
    }),
  );
}
