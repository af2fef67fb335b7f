import { ChangeListener } from './background/change-listener.js';
import { Dispatcher } from './background/dispatcher.js';
import { Expiry } from './background/expiry.js';
import { ForgottenRuns } from './background/forgotten-runs.js';
import { IndexCheckTask } from './background/index-check.js';
import { LoopWatch } from './background/loop-watch.js';
import { OrphanSearch } from './background/orphan-search.js';
import { Takeover } from './background/takeover.js';
import { UnservedWork } from './background/unserved-work.js';
import { WorkerLifecycle } from './background/worker-lifecycle.js';
import { BackgroundTasks } from './base/background-tasks.js';
import { CLOCK, SystemClock } from './base/clock.js';
import { EngineRegistry } from './base/engine-registry.js';
import { ProcessEvents } from './base/process-events.js';
import { OwnershipLook } from './ownership/ownership-look.js';
import { OwnershipReturn } from './ownership/ownership-return.js';
import { ProcessClaimer } from './ownership/process-claimer.js';
import { RunSlots } from './ownership/run-slots.js';
import { WorkerHeartbeat } from './ownership/worker-heartbeat.js';
import { BackgroundRuns } from './running/background-runs.js';
import { ProcessRunner } from './running/process-runner.js';
import { ProcessWriter } from './running/process-writer.js';
import { StepTracing } from './running/step-tracing.js';
import { StepsUnderWay } from './running/steps-under-way.js';
import { Installation } from './use-cases/installation.js';
import { StoreRoom } from './base/store-room.js';
import { Admission } from './use-cases/admission.js';
import { ProcessAccess } from './use-cases/process-access.js';
import { ProcessIntake } from './use-cases/process-intake.js';
import { ProcessManager } from './use-cases/process-manager.js';
import { ProcessWatch } from './use-cases/process-watch.js';
import { Requests } from './use-cases/requests.js';

const BASE = [
  { provide: CLOCK, useClass: SystemClock },
  ProcessEvents,
  BackgroundTasks,
  EngineRegistry,
  StoreRoom,
];
const OWNERSHIP = [RunSlots, WorkerHeartbeat, ProcessClaimer, OwnershipLook, OwnershipReturn];
const RUNNING = [BackgroundRuns, ProcessRunner, ProcessWriter, StepTracing, StepsUnderWay];
/** Each adds its own task to `BackgroundTasks`; `WorkerLifecycle` starts and stops them. */
const BACKGROUND = [
  ChangeListener,
  Dispatcher,
  Expiry,
  Takeover,
  ForgottenRuns,
  OrphanSearch,
  IndexCheckTask,
  LoopWatch,
  UnservedWork,
  WorkerLifecycle,
];
const USE_CASES = [
  Admission,
  ProcessIntake,
  ProcessManager,
  ProcessAccess,
  ProcessWatch,
  Installation,
  Requests,
];

/** The application layer, ready to be bound to a store, engines and `RUN_SETTINGS`. */
export const APPLICATION_PROVIDERS = [...BASE, ...OWNERSHIP, ...RUNNING, ...BACKGROUND, ...USE_CASES];
