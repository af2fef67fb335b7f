import { Test, type TestingModule } from '@nestjs/testing';
import { APPLICATION_PROVIDERS } from '../../src/decisions/application/application.providers.js';
import { CLOCK, type Clock } from '../../src/decisions/application/base/clock.js';
import { type ProcessEvent, ProcessEvents } from '../../src/decisions/application/base/process-events.js';
import { ProcessAccess } from '../../src/decisions/application/use-cases/process-access.js';
import { ProcessManager } from '../../src/decisions/application/use-cases/process-manager.js';
import { RUN_SETTINGS, type RunSettings } from '../../src/decisions/application/base/run-settings.js';
import type { StartRequest } from '../../src/decisions/application/use-cases/start-request.js';
import { CHANGE_FEED } from '../../src/decisions/domain/ports/change.feed.js';
import { DECISION_ENGINES, type DecisionEngine } from '../../src/decisions/domain/ports/decision-engine.js';
import { parseWorkerId, type WorkerId } from '../../src/decisions/domain/ids.js';
import { INDEX_CHECK } from '../../src/decisions/domain/ports/index.check.js';
import { PROCESS_REPOSITORY } from '../../src/decisions/domain/ports/process.repository.js';
import { STORE_CAPACITY } from '../../src/decisions/domain/ports/store.capacity.js';
import { WORKER_REGISTRY } from '../../src/decisions/domain/ports/worker.registry.js';
import type { Persistence } from '../../src/persistence/persistence.js';

export interface Instance {
  readonly worker: WorkerId;
  readonly manager: ProcessManager;
  readonly access: ProcessAccess;
  /** What the instance has reported so far. */
  readonly events: ProcessEvent[];
  readonly module: TestingModule;
  start(): Promise<void>;
  /** Leaves in order, as on SIGTERM. */
  shutDown(): Promise<void>;
}

export interface InstanceOptions {
  readonly persistence: Pick<Persistence, 'processes' | 'indexes' | 'workers' | 'changes'> &
    Partial<Pick<Persistence, 'capacity'>>;
  readonly clock: Clock;
  readonly engines: readonly DecisionEngine[];
  readonly worker?: string;
  readonly settings?: Partial<RunSettings>;
}

/** The application layer of one instance on a given store, without HTTP. */
export async function anInstance(options: InstanceOptions): Promise<Instance> {
  const { persistence, clock, engines } = options;
  const worker = workerId(options.worker ?? 'worker-1');
  const module = await Test.createTestingModule({
    providers: [
      ...APPLICATION_PROVIDERS,
      { provide: RUN_SETTINGS, useValue: { ...SETTINGS, worker, ...options.settings } },
      { provide: DECISION_ENGINES, useValue: engines },
      { provide: PROCESS_REPOSITORY, useValue: persistence.processes },
      { provide: INDEX_CHECK, useValue: persistence.indexes },
      { provide: WORKER_REGISTRY, useValue: persistence.workers },
      { provide: STORE_CAPACITY, useValue: persistence.capacity ?? { usedShare: null, takesWrites: true } },
      { provide: CHANGE_FEED, useValue: persistence.changes },
    ],
  })
    .overrideProvider(CLOCK)
    .useValue(clock)
    .compile();
  const events: ProcessEvent[] = [];
  module.get(ProcessEvents).subscribe((event) => events.push(event));
  return {
    ...{ worker, events, module },
    manager: module.get(ProcessManager),
    access: module.get(ProcessAccess),
    start: async () => {
      await module.init();
    },
    shutDown: () => module.close(),
  };
}

/** What a caller of `scriptedEngine` asks for where it does not matter. */
export const A_START: StartRequest = {
  query: 'Which way to go from here?',
  engine: 'scripted',
  problem: null,
  labels: {},
  idempotencyKey: null,
  owner: null,
  traceparent: null,
};

export const LEASE_MS = 9_000;

const SETTINGS: Omit<RunSettings, 'worker'> = {
  version: '1.0.0',
  role: 'all',
  concurrency: 2,
  leaseMs: LEASE_MS,
  maxAttempts: 3,
  backoffMs: 1_000,
  backoffCapMs: 60_000,
  stepTimeoutMs: 30_000,
  maxOutputBytes: 1_000,
  maxUnsettled: 0,
  maxUnsettledTotal: 0,
  nearlyFullShare: 0.9,
  shutdownGraceMs: 5_000,
  retentionHours: 24,
  indexCheckMs: 10_000,
};

function workerId(text: string): WorkerId {
  const id = parseWorkerId(text);
  if (!id) throw new Error(`${text} is no worker id`);
  return id;
}
