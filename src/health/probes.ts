import type { StoreState } from './store-monitor.js';

/** What the probes look at: all of it is known without asking anybody. Times in milliseconds. */
export interface HealthFacts {
  readonly isStarted: boolean;
  readonly isDraining: boolean;
  /** How far the background task that is most behind is over its period. */
  readonly loopsSilentMs: number;
  readonly loopsLimitMs: number;
  readonly eventLoopP99Ms: number;
  /** Processes wait for engines that this instance does not have. */
  readonly hasUnservedWork: boolean;
  readonly store: StoreState;
  readonly storeDownMs: number;
  /** New work is refused, so that what is running can still be stored. */
  readonly isStoreNearlyFull: boolean;
  /** How the store in use differs from what was configured, e.g. `memory_fallback`. */
  readonly storeImpairment: string | null;
  /** Whether a store that is away for long makes the instance unready. */
  readonly failsOnStore: boolean;
}

/** The state of one part, and why where it is not up. */
export type Check =
  | { readonly status: 'up' }
  | { readonly status: 'degraded' | 'down'; readonly code: string; readonly detail?: string };

/** The state of each part that is looked at. */
export type Checks = Readonly<Record<string, Check>>;

const EVENT_LOOP_LIMIT_MS = 1_000;
const SLOW_STORE_MS = 250;
const STORE_GRACE_MS = 30_000;

/** The configuration is valid and the store is open. */
export function startup({ isStarted }: HealthFacts): Checks {
  return { startup: isStarted ? UP : down('starting') };
}

/**
 * Whether only a restart could help. It does not look at anything that a restart cannot repair: not at the store, other
 * services, the load or a shutdown in progress.
 */
export function liveness(facts: HealthFacts): Checks {
  // During shutdown the tasks end before the instance does.
  const isStuck = !facts.isDraining && facts.loopsSilentMs > facts.loopsLimitMs;
  return { loops: isStuck ? down('loops_stuck') : UP };
}

/**
 * Whether the instance should get requests. While a shared store is away every instance is ready and says `degraded`: a
 * clear 503 from here tells callers more than a load balancer without any instance.
 */
export function readiness(facts: HealthFacts): Checks {
  return { ...ownReadiness(facts), store: storeCheck(facts) };
}

/** What within the instance itself prevents requests. */
export function ownReadiness(facts: HealthFacts): Checks {
  return {
    ...startup(facts),
    shutdown: facts.isDraining ? down('draining') : UP,
    event_loop: facts.eventLoopP99Ms < EVENT_LOOP_LIMIT_MS ? UP : down('overloaded'),
    ...(facts.hasUnservedWork ? { engines: degraded('pending_without_engine') } : {}),
  };
}

/** A store that is away makes the instance `down` only if that is wanted, and only after a while. */
export function storeCheck(facts: HealthFacts): Check {
  const { store, storeDownMs, storeImpairment, failsOnStore, isStoreNearlyFull } = facts;
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
