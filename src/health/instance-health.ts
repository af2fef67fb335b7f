import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Env } from '../config/env.js';
import { BackgroundTasks } from '../decisions/application/base/background-tasks.js';
import { CLOCK, type Clock } from '../decisions/application/base/clock.js';
import { StoreRoom } from '../decisions/application/base/store-room.js';
import { UnservedWork } from '../decisions/application/background/unserved-work.js';
import { WorkerLifecycle } from '../decisions/application/background/worker-lifecycle.js';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';
import { EventLoopMonitor } from './event-loop-monitor.js';
import type { HealthSnapshot } from './probes.js';
import { StoreMonitor } from './store-monitor.js';

/** A background task this far over its period counts as stuck. */
const LOOPS_LIMIT_MS = 60_000;

/** The parts that know the state of an instance. */
@Injectable()
export class HealthSources {
  constructor(
    readonly store: StoreMonitor,
    readonly eventLoop: EventLoopMonitor,
    readonly lifecycle: WorkerLifecycle,
    readonly tasks: BackgroundTasks,
    readonly unserved: UnservedWork,
    readonly room: StoreRoom,
  ) {}
}

/** Collects what the probes look at from memory: a probe costs the store nothing. */
@Injectable()
export class InstanceHealth implements OnApplicationBootstrap {
  private startedAt: number | null = null;

  constructor(
    private readonly env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PERSISTENCE) private readonly persistence: Persistence,
    private readonly sources: HealthSources,
  ) {}

  onApplicationBootstrap(): void {
    this.startedAt = this.clock.monotonic();
  }

  get snapshot(): HealthSnapshot {
    const { store, eventLoop, lifecycle, tasks, unserved, room } = this.sources;
    const { state } = store;
    return {
      isStarted: this.startedAt !== null,
      isDraining: lifecycle.isDraining,
      loopsSilentMs: tasks.overdueMs,
      loopsLimitMs: LOOPS_LIMIT_MS,
      eventLoopP99Ms: eventLoop.p99Ms,
      hasUnservedWork: unserved.current.length > 0,
      store: state,
      storeDownMs: state.status === 'down' ? this.clock.monotonic() - state.since : 0,
      isStoreNearlyFull: room.isNearlyFull,
      storeImpairment: this.persistence.warnings.find(({ degrades }) => degrades === true)?.code ?? null,
      failsOnStore: this.env.READY_FAIL_ON_REDIS,
    };
  }
}
