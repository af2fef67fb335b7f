import { CLOCK, SystemClock } from './base/clock.js';
import { ChangeListener } from './background/change-listener.js';
import { Dispatcher } from './background/dispatcher.js';
import { EngineRegistry } from './base/engine-registry.js';
import { OrphanSearch } from './background/orphan-search.js';
import { OwnershipAudit } from './background/ownership-audit.js';
import { ProcessAcceptor } from './use-cases/process-acceptor.js';
import { ProcessClaimer } from './ownership/process-claimer.js';
import { ProcessEvents } from './base/process-events.js';
import { ProcessManager } from './use-cases/process-manager.js';
import { ProcessReleaser } from './ownership/process-releaser.js';
import { ProcessRunner } from './running/process-runner.js';
import { ProcessWatch } from './use-cases/process-watch.js';
import { ProcessWriter } from './running/process-writer.js';
import { Reconciliation } from './background/reconciliation.js';
import { Recovery } from './background/recovery.js';
import { RunExecutor } from './running/run-executor.js';
import { RunSlots } from './ownership/run-slots.js';
import { StepTracing } from './running/step-tracing.js';
import { Takeover } from './background/takeover.js';
import { WorkLoops } from './background/work-loops.js';
import { WorkerHeartbeat } from './ownership/worker-heartbeat.js';
import { WorkerLifecycle } from './background/worker-lifecycle.js';

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
