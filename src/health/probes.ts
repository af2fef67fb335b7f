import type { StoreState } from './store-monitor.js';

/** What the probes look at: all of it known without asking anybody. Times in milliseconds. */
export interface HealthSnapshot {
  readonly isStarted: boolean;
  readonly isDraining: boolean;
  /** How far the background task that is most behind is over its time. */
  readonly loopsSilentMs: number;
  readonly loopsLimitMs: number;
  readonly eventLoopP99Ms: number;
  /** Processes wait for engines that this instance does not have. */
  readonly hasUnservedWork: boolean;
  readonly store: StoreState;
  readonly storeDownMs: number;
  /** New work is turned away, so that what runs can still be stored. */
  readonly isStoreNearlyFull: boolean;
  /** Why the store in use is less than what was meant, e.g. `memory_fallback`. */
  readonly storeImpairment: string | null;
  /** Whether a store that is away for long makes the instance unready. */
  readonly failsOnStore: boolean;
}

export type Check =
  | { readonly status: 'up' }
  | { readonly status: 'degraded' | 'down'; readonly code: string; readonly detail?: string };
export type Checks = Readonly<Record<string, Check>>;

const EVENT_LOOP_LIMIT_MS = 1_000;
const SLOW_STORE_MS = 250;
const STORE_GRACE_MS = 30_000;

/** The configuration is valid and the store decided. */
export function startup({ isStarted }: HealthSnapshot): Checks {
  return { startup: isStarted ? UP : down('starting') };
}

/**
 * Whether only a restart could help. It looks at nothing that a restart cannot repair: not at the store, not at other
 * services, not at the load, and not at a shutdown that is under way.
 */
export function liveness(snapshot: HealthSnapshot): Checks {
  // The loops end before the instance does.
  const isStuck = !snapshot.isDraining && snapshot.loopsSilentMs > snapshot.loopsLimitMs;
  return { loops: isStuck ? down('loops_stuck') : UP };
}

/**
 * Whether requests are welcome here. While a shared store is away every instance is ready and says `degraded`: an
 * honest 503 from here tells callers more than a balancer without endpoints.
 */
export function readiness(snapshot: HealthSnapshot): Checks {
  return { ...ownReadiness(snapshot), store: storeCheck(snapshot) };
}

/** What the instance itself puts in the way of requests. */
export function ownReadiness(snapshot: HealthSnapshot): Checks {
  return {
    ...startup(snapshot),
    shutdown: snapshot.isDraining ? down('draining') : UP,
    event_loop: snapshot.eventLoopP99Ms < EVENT_LOOP_LIMIT_MS ? UP : down('overloaded'),
    ...(snapshot.hasUnservedWork ? { engines: degraded('pending_without_engine') } : {}),
  };
}

export function storeCheck(snapshot: HealthSnapshot): Check {
  const { store, storeDownMs, storeImpairment, failsOnStore, isStoreNearlyFull } = snapshot;
  if (store.status === 'down') {
    const { reason, detail } = store;
    return failsOnStore && storeDownMs > STORE_GRACE_MS ? down(reason, detail) : degraded(reason, detail);
  }
  if (isStoreNearlyFull) return degraded('store_nearly_full');
  if (storeImpairment !== null) return degraded(storeImpairment);
  return store.tookMs > SLOW_STORE_MS ? degraded('slow') : UP;
}

const UP: Check = { status: 'up' };

function degraded(code: string, detail?: string): Check {
  return { status: 'degraded', code, ...(detail === undefined ? {} : { detail }) };
}

function down(code: string, detail?: string): Check {
  return { status: 'down', code, ...(detail === undefined ? {} : { detail }) };
}
