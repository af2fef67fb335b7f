import { Inject, Injectable } from '@nestjs/common';
import { type DecisionProcess, isSuspect, type RunningProcess } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import { laneOf } from '../../domain/indexes/lanes.js';
import { Ending } from '../base/ending.js';
import { RUN_SETTINGS, type RunSettings } from '../base/run-settings.js';

/** Why a run is told to stop. `superseded`: another writer has changed the stored process. */
export type AbortReason = 'superseded' | 'shutdown' | 'lease_lost';

/** One process being run here, from the moment a slot is taken for it. */
export class Run {
  /** As this instance last stored it; `null` until it is known to belong to this instance. */
  process: RunningProcess | null = null;
  readonly ended: Promise<void>;
  /** How it is told to stop. */
  readonly ending = new Ending<AbortReason>();
  private draining = false;
  private suspected = false;
  private markEnded: () => void = () => undefined;

  constructor(readonly id: ProcessId) {
    this.ended = new Promise((resolve) => (this.markEnded = resolve));
  }

  get abortReason(): AbortReason | null {
    return this.ending.reason;
  }

  /** True once no further step is to be started. */
  get isStopping(): boolean {
    return this.draining || this.ending.hasEnded;
  }

  get isSuspect(): boolean {
    return this.process === null ? this.suspected : isSuspect(this.process);
  }

  suspect(): void {
    this.suspected = true;
  }

  /** Lets the current step finish and starts no other. */
  drain(): void {
    this.draining = true;
  }

  /** Whether the process is to be handed over instead of continued. */
  get isDrained(): boolean {
    return this.draining && (!this.ending.hasEnded || this.abortReason === 'shutdown');
  }

  abort(reason: AbortReason): void {
    this.ending.end(reason);
  }

  end(): void {
    this.markEnded();
  }
}

/** The limited set of processes this instance runs. Gives out slots only while the instance holds its lease. */
@Injectable()
export class RunSlots {
  /** Work is waiting in the store: a new process queues behind it instead of taking the next free slot. */
  hasBacklog = false;
  private readonly runs = new Map<ProcessId, Run>();
  private readonly capacity: number;
  private isOpen = false;
  private isDraining = false;
  private onVacated: () => void = () => undefined;

  constructor(@Inject(RUN_SETTINGS) settings: RunSettings) {
    this.capacity = settings.role === 'api' ? 0 : settings.concurrency;
  }

  get free(): number {
    return this.isOpen && !this.isDraining ? Math.max(0, this.capacity - this.runs.size) : 0;
  }

  /** How many runs each lane has: see `lanes.ts`. */
  runningByLane(): ReadonlyMap<number, number> {
    const counts = new Map<number, number>();
    for (const { process } of this.runs.values()) {
      const lane = laneOf(process?.owner ?? null);
      counts.set(lane, (counts.get(lane) ?? 0) + 1);
    }
    return counts;
  }

  get active(): Run[] {
    return [...this.runs.values()];
  }

  find(id: ProcessId): Run | null {
    return this.runs.get(id) ?? null;
  }

  /** Takes a slot for the process; `null` if there is none or it already has one. */
  reserve(id: ProcessId): Run | null {
    if (this.free === 0 || this.runs.has(id)) return null;
    const run = new Run(id);
    this.runs.set(id, run);
    return run;
  }

  /**
   * Whether the process may be run in the slot. An instance runs one suspect at a time: the next loss then shows which
   * of them is the cause, and the others keep their attempts.
   */
  admit(run: Run, process: DecisionProcess): boolean {
    if (!isSuspect(process)) return true;
    if (this.hasSuspect) return false;
    run.suspect();
    return true;
  }

  get hasSuspect(): boolean {
    return this.active.some((run) => run.isSuspect);
  }

  vacate(run: Run): void {
    this.runs.delete(run.id);
    // What a map has had stays in memory for a while: it must not hold the process.
    run.process = null;
    run.end();
    this.onVacated();
  }

  whenVacated(callback: () => void): void {
    this.onVacated = callback;
  }

  /** The lease is held. */
  open(): void {
    this.isOpen = true;
  }

  /** The lease is lost: what runs here may already run elsewhere. */
  close(): void {
    this.isOpen = false;
    this.abortAll('lease_lost');
  }

  /** The instance is leaving: no slot is given out any more, and no run starts another step. */
  drain(): void {
    this.isDraining = true;
    for (const run of this.runs.values()) run.drain();
  }

  abortAll(reason: AbortReason): void {
    for (const run of this.runs.values()) run.abort(reason);
  }
}
