import { Injectable } from '@nestjs/common';
import type {
  DecisionProcess,
  ProcessError,
  SettledProcess,
  WaitingProcess,
} from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import type { IndexRepair } from '../../domain/ports/index.check.js';
import type { ClosedRequest } from '../../domain/waiting/requests.js';
import type { ThrownFacts } from '../../domain/foreign/thrown.js';

/** A failed attempt at a step. */
export interface StepFailureReport {
  /** What is stored if no attempts are left, and what callers are told. */
  readonly error: ProcessError;
  /** What was thrown, for the log of this instance. */
  readonly thrown: ThrownFacts;
  /** Written to the log, and told to callers where they are not told the cause. */
  readonly reference: string;
}

/** What happens to processes on this instance, for logs and metrics. Durations in milliseconds. */
export type ProcessEvent =
  | { readonly type: 'accepted'; readonly process: DecisionProcess }
  | { readonly type: 'begun'; readonly process: DecisionProcess; readonly waitedMs: number }
  | {
      readonly type: 'step_completed';
      readonly process: DecisionProcess;
      readonly step: string;
      readonly tookMs: number;
    }
  | {
      readonly type: 'step_failed';
      readonly process: DecisionProcess;
      readonly step: string;
      readonly failure: StepFailureReport;
      readonly retryAt: number | null;
    }
  | { readonly type: 'settled'; readonly process: SettledProcess }
  | { readonly type: 'released'; readonly process: DecisionProcess }
  | { readonly type: 'taken_over'; readonly process: DecisionProcess; readonly from: string }
  | { readonly type: 'adopted'; readonly process: DecisionProcess }
  | { readonly type: 'resumed'; readonly process: DecisionProcess }
  /** A step asks people: the process waits. */
  | { readonly type: 'asked'; readonly process: WaitingProcess }
  /** A request was answered, and the process goes on. */
  | { readonly type: 'answered'; readonly process: DecisionProcess; readonly request: ClosedRequest }
  /** Nobody has answered in time; the process goes on with what then counts, or has failed. */
  | { readonly type: 'expired'; readonly process: DecisionProcess; readonly request: ClosedRequest }
  | { readonly type: 'removed'; readonly count: number }
  /** A write of this instance met a higher revision: its work was dropped and what is stored counts. */
  | { readonly type: 'fenced'; readonly process: DecisionProcess }
  /** A result came after its step had timed out or lost its process. */
  | { readonly type: 'late_result'; readonly process: DecisionProcess; readonly step: string }
  | { readonly type: 'lease_lost' }
  /** Processes wait for an engine that this instance does not have. */
  | {
      readonly type: 'unserved_work';
      readonly engine: string;
      readonly version: number;
      readonly pending: number;
    }
  /** The lease that was lost is held again, and work is taken again. */
  | { readonly type: 'lease_regained' }
  /** Something blocked the event loop; `steps` are those that ran here meanwhile. */
  | {
      readonly type: 'loop_blocked';
      readonly blockedMs: number;
      readonly steps: readonly {
        readonly processId: ProcessId;
        readonly engine: string;
        readonly step: string;
      }[];
    }
  /** The store's clock was set, forward or (negative) back. */
  | { readonly type: 'store_clock_stepped'; readonly stepMs: number }
  | { readonly type: 'index_repaired'; readonly repair: IndexRepair }
  /** A pass over everything in the store has ended. */
  | {
      readonly type: 'indexes_compared';
      readonly checked: number;
      readonly repaired: number;
      readonly tookMs: number;
    }
  | { readonly type: 'trouble'; readonly task: string; readonly error: unknown };

/** Is told of every event, in order and within the call that emits it. */
export type ProcessListener = (event: ProcessEvent) => void;

/** Passes on what happens here to all who have subscribed. */
@Injectable()
export class ProcessEvents {
  private readonly listeners = new Set<ProcessListener>();

  subscribe(listener: ProcessListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(event: ProcessEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** Something that nobody waits for has failed: `task` names it in logs and metrics. */
  trouble(task: string, error: unknown): void {
    this.emit({ type: 'trouble', task, error });
  }
}
