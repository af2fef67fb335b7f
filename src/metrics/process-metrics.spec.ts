import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import ts from 'typescript';
import { aCompletedProcess, aPendingProcess, aRunningProcess } from '../../test/support/a-process.js';
import { FakeClock } from '../../test/support/fake-clock.js';
import { scriptedEngine } from '../../test/support/scripted-engine.js';
import { aClosedRequest, aWaitingProcess } from '../../test/support/a-waiting-process.js';
import { BackgroundTasks } from '../decisions/application/base/background-tasks.js';
import { EngineRegistry } from '../decisions/application/base/engine-registry.js';
import { type ProcessEvent, ProcessEvents } from '../decisions/application/base/process-events.js';
import { reportFailure } from '../decisions/application/running/step-failure.js';
import { StoreUnavailable } from '../decisions/domain/errors.js';
import type { DecisionEngine } from '../decisions/domain/ports/decision-engine.js';
import { ProcessMetrics } from './process-metrics.js';

const SOURCE = join(import.meta.dirname, '..');
const process = aRunningProcess();
const repair = { id: process.id, indexes: ['due'], outcome: 'entered' } as const;
const failure = { process, step: 'frame', failure: reportFailure(new Error('no luck'), 'frame') } as const;

/** At least one event of every type; the compiler refuses a type that is missing. */
const EVERY_EVENT: { readonly [T in ProcessEvent['type']]: readonly Omit<EventOf<T>, 'type'>[] } = {
  accepted: [{ process }],
  begun: [{ process, waitedMs: 5 }],
  step_completed: [{ process, step: 'frame', tookMs: 5 }],
  step_failed: [
    { ...failure, retryAt: null },
    { ...failure, retryAt: 9 },
  ],
  settled: [{ process: aCompletedProcess() }],
  released: [{ process: aPendingProcess() }],
  taken_over: [{ process: aPendingProcess(), from: 'worker-1' }],
  adopted: [{ process: aPendingProcess() }],
  resumed: [{ process: aPendingProcess() }],
  asked: [{ process: aWaitingProcess() }],
  answered: [{ process: aPendingProcess(), request: aClosedRequest() }],
  expired: [{ process: aPendingProcess(), request: aClosedRequest() }],
  removed: [{ count: 3 }],
  fenced: [{ process }],
  late_result: [{ process, step: 'frame' }],
  lease_lost: [{}],
  unserved_work: [{ engine: 'gone', version: 1, pending: 3 }],
  lease_regained: [{}],
  loop_blocked: [{ blockedMs: 1_000, steps: [] }],
  store_clock_stepped: [{ stepMs: -5 }],
  index_repaired: [{ repair }],
  indexes_compared: [{ checked: 1, repaired: 1, tookMs: 5 }],
  trouble: [{ task: 'dispatch', error: new Error('away') }],
};
const TYPES = Object.keys(EVERY_EVENT) as ProcessEvent['type'][];

type EventOf<T extends ProcessEvent['type']> = Extract<ProcessEvent, { type: T }>;

describe('what is declared of processes', () => {
  it.each(TYPES)('has something in the product that emits %s', (type) => {
    expect(emitted).toContain(type);
  });

  it('moves every metric of processes by an event', async () => {
    const { registry, events } = theMetrics();
    expect(await moved(registry)).toEqual([]);
    for (const type of TYPES) {
      for (const event of EVERY_EVENT[type]) events.emit({ type, ...event } as ProcessEvent);
    }
    const all = await registry.getMetricsAsJSON();
    expect(await moved(registry)).toEqual(all.map(({ name }) => name));
  });

  it('begins every series at 0 whose labels are known, so that the first event is a rise', async () => {
    const engine = scriptedEngine({ only: () => 'done' });
    const { registry } = theMetrics([engine], 'dispatch');
    const text = await registry.metrics();
    for (const series of [
      'decision_background_failures_total{task="dispatch",cause="fault"} 0',
      'decision_index_repairs_total{outcome="quarantined"} 0',
      'decision_background_failures_total{task="cleanup",cause="fault"} 0',
      'decision_processes_settled_total{engine="scripted",status="failed"} 0',
      'decision_step_failures_total{engine="scripted",step="only"} 0',
      'decision_queue_wait_seconds_count{engine="scripted"} 0',
    ])
      expect(text).toContain(series);
  });

  it.each(lonelyTroubles())('begins trouble with %s at 0, which is no task of the list', async (name) => {
    const text = await theMetrics().registry.metrics();
    expect(text).toContain(`decision_background_failures_total{task="${name}",cause="fault"} 0`);
  });

  it('tells trouble with the store from faults', async () => {
    const { registry, events } = theMetrics();
    events.trouble('dispatch', new StoreUnavailable('timeout'));
    events.trouble('dispatch', new Error('broken'));
    const text = await registry.metrics();
    expect(text).toContain('decision_background_failures_total{task="dispatch",cause="store"} 1');
    expect(text).toContain('decision_background_failures_total{task="dispatch",cause="fault"} 1');
  });
});

function theMetrics(engines: readonly DecisionEngine[] = [], ...names: readonly string[]) {
  const [registry, events] = [new Registry(), new ProcessEvents()];
  const tasks = new BackgroundTasks(new FakeClock(), events);
  for (const name of names) tasks.every(name, 1_000, () => Promise.resolve());
  new ProcessMetrics(registry, events, new EngineRegistry(engines), tasks).onModuleInit();
  return { registry, events };
}

/** Names of the metrics that have counted or measured something. */
async function moved(registry: Registry): Promise<string[]> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.filter(({ values }) => values.some(({ value }) => value > 0)).map(({ name }) => name);
}

/** Every word that stands as `type` in the argument of a call of `emit`. */
const emitted = new Set(sources().flatMap(typesEmittedBy));

function sources(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => readFileSync(join(SOURCE, path), 'utf8'));
}

/** What the product calls trouble by a word of its own. */
function lonelyTroubles(): string[] {
  return sources().flatMap((source) =>
    [...source.matchAll(/\btrouble\('(\w+)'/g)].map(([, name = '']) => name),
  );
}

function typesEmittedBy(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\bemit$/.test(node.expression.getText())) {
      for (const argument of node.arguments) found.push(...wordsOf(argument));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

function wordsOf(node: ts.Node): string[] {
  const found: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isPropertyAssignment(inner) && inner.name.getText() === 'type') {
      found.push(...[...inner.initializer.getText().matchAll(/'(\w+)'/g)].map(([, word]) => word ?? ''));
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}
