import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Env } from '../config/env.js';
import { BackgroundTasks } from '../decisions/application/base/background-tasks.js';
import { CLOCK, type Clock } from '../decisions/application/base/clock.js';
import { StoreRoom } from '../decisions/application/base/store-room.js';
import { UnservedWork } from '../decisions/application/background/unserved-work.js';
import { WorkerLifecycle } from '../decisions/application/background/worker-lifecycle.js';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';
import { EventLoopMonitor } from './event-loop-monitor.js';
import type { HealthFacts } from './probes.js';
import { StoreMonitor, type StoreState } from './store-monitor.js';

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

/** Knows what the probes look at from memory: a probe costs the store nothing, and only what it looks at. */
@Injectable()
export class InstanceHealth implements HealthFacts, OnApplicationBootstrap {
  readonly loopsLimitMs = LOOPS_LIMIT_MS;
  readonly failsOnStore: boolean;
  private hasStarted = false;

  constructor(
    env: Env,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PERSISTENCE) private readonly persistence: Persistence,
    private readonly sources: HealthSources,
  ) {
    this.failsOnStore = env.READY_FAIL_ON_REDIS;
  }

  onApplicationBootstrap(): void {
    this.hasStarted = true;
  }

  get isStarted(): boolean {
    return this.hasStarted;
  }

  get isDraining(): boolean {
    return this.sources.lifecycle.isDraining;
  }

  get loopsSilentMs(): number {
    return this.sources.tasks.overdueMs;
  }

  get eventLoopP99Ms(): number {
    return this.sources.eventLoop.p99Ms;
  }

  get hasUnservedWork(): boolean {
    return this.sources.unserved.current.length > 0;
  }

  get store(): StoreState {
    return this.sources.store.state;
  }

  get storeDownMs(): number {
    const { store } = this;
    return store.status === 'down' ? this.clock.monotonic() - store.since : 0;
  }

  get isStoreNearlyFull(): boolean {
    return this.sources.room.isNearlyFull;
  }

  get storeImpairment(): string | null {
    return this.persistence.warnings.find(({ degrades }) => degrades === true)?.code ?? null;
  }
}
