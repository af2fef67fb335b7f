import { CLOCK, SystemClock } from './clock.js';
import { ChangeListener } from './change-listener.js';
import { Dispatcher } from './dispatcher.js';
import { EngineRegistry } from './engine-registry.js';
import { OrphanSearch } from './orphan-search.js';
import { OwnershipAudit } from './ownership-audit.js';
import { ProcessAcceptor } from './process-acceptor.js';
import { ProcessClaimer } from './process-claimer.js';
import { ProcessEvents } from './process-events.js';
import { ProcessManager } from './process-manager.js';
import { ProcessReleaser } from './process-releaser.js';
import { ProcessRunner } from './process-runner.js';
import { ProcessWatch } from './process-watch.js';
import { ProcessWriter } from './process-writer.js';
import { Reconciliation } from './reconciliation.js';
import { Recovery } from './recovery.js';
import { RunExecutor } from './run-executor.js';
import { RunSlots } from './run-slots.js';
import { StepTracing } from './step-tracing.js';
import { Takeover } from './takeover.js';
import { WorkLoops } from './work-loops.js';
import { WorkerHeartbeat } from './worker-heartbeat.js';
import { WorkerLifecycle } from './worker-lifecycle.js';

/** The application layer, ready to be bound to a store, engines and `RUN_SETTINGS`. */
export const APPLICATION_PROVIDERS = [
  { provide: CLOCK, useClass: SystemClock },
  ...[ProcessEvents, EngineRegistry, ProcessManager, ProcessAcceptor, ProcessWatch],
  ...[RunSlots, RunExecutor, ProcessRunner, ProcessWriter, ProcessClaimer, ProcessReleaser, StepTracing],
  ...[
    Dispatcher,
    ChangeListener,
    Takeover,
    OwnershipAudit,
    OrphanSearch,
    Recovery,
    Reconciliation,
    WorkLoops,
    WorkerHeartbeat,
    WorkerLifecycle,
  ],
];
