import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registry } from 'prom-client';
import { BackgroundTasks } from '../decisions/application/base/background-tasks.js';
import { EngineRegistry } from '../decisions/application/base/engine-registry.js';
import { type ProcessEvent, ProcessEvents } from '../decisions/application/base/process-events.js';
import type { SettledProcess } from '../decisions/domain/decision-process.js';
import { StoreUnavailable } from '../decisions/domain/errors.js';
import { beginAtZero } from './begin-at-zero.js';
import { type ProcessInstruments, processInstruments } from './process-instruments.js';

/** Counts and measures what happens to processes on this instance. */
@Injectable()
export class ProcessMetrics implements OnModuleInit {
  private readonly instruments: ProcessInstruments;

  constructor(
    registry: Registry,
    private readonly events: ProcessEvents,
    private readonly engines: EngineRegistry,
    private readonly tasks: BackgroundTasks,
  ) {
    this.instruments = processInstruments(registry);
  }

  onModuleInit(): void {
    beginAtZero(this.instruments, this.engines.all, this.tasks.names);
    this.events.subscribe((event) => this.record(event));
  }

  private record(event: ProcessEvent): void {
    if (isOccurrence(event, this.instruments)) this.instruments.occurrences[event.type].inc();
    else this.measure(event);
  }

  private measure(event: Exclude<ProcessEvent, Occurrence>): void {
    const { instruments } = this;
    switch (event.type) {
      case 'accepted':
        this.accept(event);
        break;
      case 'begun':
        instruments.queueWait.observe({ engine: event.process.engine }, event.waitedMs / 1_000);
        break;
      case 'step_completed':
        instruments.stepDuration.observe(stepOf(event), event.tookMs / 1_000);
        break;
      case 'step_failed':
        (event.retryAt === null ? instruments.failures : instruments.retries).inc(stepOf(event));
        break;
      case 'settled':
        this.settle(event.process);
        break;
      case 'removed':
        instruments.removed.inc(event.count);
        break;
      case 'index_repaired':
        instruments.repairs.inc({ outcome: event.repair.outcome });
        break;
      case 'trouble':
        instruments.troubles.inc({ task: event.task, cause: causeOf(event.error) });
        break;
    }
  }

  private accept({ process: { engine, status } }: Extract<ProcessEvent, { type: 'accepted' }>): void {
    this.instruments.accepted.inc({ engine });
    // It got a slot at once and did not wait.
    if (status === 'running') this.instruments.queueWait.observe({ engine }, 0);
  }

  private settle({ engine, status, createdAt, completedAt }: SettledProcess): void {
    this.instruments.settled.inc({ engine, status });
    this.instruments.processDuration.observe({ engine, status }, (completedAt - createdAt) / 1_000);
  }
}

function causeOf(error: unknown): 'store' | 'fault' {
  return error instanceof StoreUnavailable ? 'store' : 'fault';
}

type Occurrence = Extract<ProcessEvent, { type: keyof ProcessInstruments['occurrences'] }>;

function isOccurrence(event: ProcessEvent, { occurrences }: ProcessInstruments): event is Occurrence {
  return event.type in occurrences;
}

function stepOf({ process, step }: Extract<ProcessEvent, { step: string }>): {
  engine: string;
  step: string;
} {
  return { engine: process.engine, step };
}
