import type { Fault } from '../bed/test-bed.js';
import { recoveries, type Recovery } from '../judge/recovery.js';
import type { Verdict } from '../judge/verdict.js';

type Figures = Readonly<Record<string, string | number>>;

/** What every run counts. */
export function standardFigures({ evidence, violations }: Verdict): Figures {
  const { accepted, faults, steps, stalls, settings, entries } = evidence;
  const lost = violations.filter(({ promise }) => promise === 'I1').length;
  const changed = violations.filter(({ promise }) => promise === 'I2').length;
  const disagreeing = violations.filter(({ promise }) => promise === 'I5').length;
  const recovered = recoveries(evidence);
  return {
    seed: settings.seed,
    servers: settings.servers,
    'lease, ms': settings.leaseMs,
    'processes asked for': entries.length,
    'processes accepted': accepted.length,
    faults: countByKind(faults),
    'steps begun': [...steps.values()].flat().filter(({ type }) => type === 'begin').length,
    'event loops stalled': stalls.length,
    'orphaned by kills': orphans(recovered, 'kill'),
    'recovery after kills, ms': distribution(recovered, 'kill'),
    'orphaned by freezes': orphans(recovered, 'freeze'),
    'recovery after freezes, ms': distribution(recovered, 'freeze'),
    'accepted and lost': lost,
    'outcomes changed': changed,
    'index differences': disagreeing,
    violations: violations.length,
  };
}

function countByKind(faults: readonly Fault[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of faults) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none';
}

function orphans(all: readonly Recovery[], kind: Fault['kind']): number {
  return all.filter(({ fault }) => fault.kind === kind).length;
}

function distribution(all: readonly Recovery[], kind: Fault['kind']): string {
  return quantiles(all.flatMap(({ fault, ms }) => (fault.kind === kind && ms !== null ? [ms] : [])));
}

/** `p50 … p99, highest, of how many`. */
export function quantiles(values: readonly number[]): string {
  if (values.length === 0) return 'none';
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return `p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, max ${at(1)} (n=${sorted.length})`;
}
