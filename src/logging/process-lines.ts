import type { Level } from 'pino';
import type { ProcessEvent } from '../decisions/application/base/process-events.js';
import {
  currentStep,
  type DecisionProcess,
  type SettledProcess,
} from '../decisions/domain/decision-process.js';
import type { IndexRepair } from '../decisions/domain/ports/index.check.js';
import { describeThrown } from './describe-thrown.js';
import { traceIdOf } from '../http/request/headers/traceparent.js';

/**
 * One line of the log. Problems, outputs, results and labels are never part of it; the text of a step's error is,
 * without them.
 */
export interface LogLine {
  readonly level: Level;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

type EventType = ProcessEvent['type'];
type EventOf<T extends EventType> = Extract<ProcessEvent, { type: T }>;

/** All fields of a line about an event. Most lines are below the level that is written: they are asked for nothing more. */
export function fieldsOf(event: ProcessEvent, { fields }: LogLine): LogLine['fields'] {
  const process = 'process' in event ? describeProcess(event.process) : {};
  return { event: event.type, ...process, ...fields };
}

/** The line about an event, with the fields that others do not have. */
export function lineOf(event: ProcessEvent): LogLine {
  switch (event.type) {
    case 'accepted':
      return line('info', 'process accepted', { engine: event.process.engine });
    case 'begun':
      return line('debug', 'process begun', { waited_ms: event.waitedMs });
    case 'step_completed':
      return line('debug', 'step completed', { step: event.step, duration_ms: event.tookMs });
    case 'step_failed':
      return failedStep(event);
    case 'settled':
      return settled(event.process);
    case 'released':
      return line('info', 'process handed over');
    case 'taken_over':
    case 'adopted':
      return recovered(event);
    case 'resumed':
      return line('info', 'process resumed');
    case 'asked':
    case 'answered':
    case 'expired':
      return requestLine(event);
    case 'removed':
      return line('info', 'settled processes removed', { count: event.count });
    case 'fenced':
    case 'late_result':
      return dropped(event);
    case 'lease_lost':
    case 'unserved_work':
    case 'lease_regained':
    case 'loop_blocked':
    case 'index_repaired':
    case 'indexes_compared':
    case 'store_clock_stepped':
      return instanceLine(event);
    case 'trouble':
      return line('error', 'background task failed', { task: event.task, err: event.error });
  }
}

function recovered(event: EventOf<'taken_over' | 'adopted'>): LogLine {
  return event.type === 'adopted'
    ? line('warn', 'process given back that this worker owned without running it')
    : line('warn', 'process taken over from a worker whose lease ended', { from: event.from });
}

/** Work whose result was not needed. */
function dropped(event: EventOf<'fenced' | 'late_result'>): LogLine {
  return event.type === 'fenced'
    ? line('warn', 'write refused: the process had moved on')
    : line('warn', 'result dropped: it came too late', { step: event.step });
}

/** What people are asked, and whether they answer, but never the answer. */
function requestLine(event: EventOf<'asked' | 'answered' | 'expired'>): LogLine {
  switch (event.type) {
    case 'asked':
      return line('info', 'process waits for an answer', { request: event.process.request.id });
    case 'answered':
      return line('info', 'request answered', { request: event.request.id });
    case 'expired':
      return line('warn', 'request expired without an answer', { request: event.request.id });
  }
}

/** What concerns the instance or the store rather than a process. */
function instanceLine(
  event: EventOf<
    | 'lease_lost'
    | 'unserved_work'
    | 'lease_regained'
    | 'loop_blocked'
    | 'index_repaired'
    | 'indexes_compared'
    | 'store_clock_stepped'
  >,
): LogLine {
  switch (event.type) {
    case 'lease_lost':
      return line('warn', 'lease lost: everything this worker ran was stopped');
    case 'unserved_work':
      return line('warn', 'processes wait for an engine that this instance does not have', {
        engine: event.engine,
        version: event.version,
        pending: event.pending,
      });
    case 'lease_regained':
      return line('info', 'the lease is held again: work is taken on');
    case 'loop_blocked':
      return blocked(event);
    case 'index_repaired':
      return repaired(event.repair);
    case 'indexes_compared':
      return line('debug', 'all indexes compared with the processes', {
        checked: event.checked,
        repaired: event.repaired,
        duration_ms: event.tookMs,
      });
    case 'store_clock_stepped':
      return line('warn', "the store's clock was set: nothing is taken over for one lease", {
        step_ms: Math.round(event.stepMs),
      });
  }
}

function blocked({ blockedMs, steps }: EventOf<'loop_blocked'>): LogLine {
  return line('warn', 'the event loop was blocked while these steps ran: heavy work belongs in a thread', {
    blocked_ms: Math.round(blockedMs),
    steps: steps.map(({ processId, engine, step }) => ({ process_id: processId, engine, step })),
  });
}

function failedStep({ step, failure, retryAt, process }: EventOf<'step_failed'>): LogLine {
  const fields = {
    step,
    code: failure.error.code,
    reference: failure.reference,
    cause: describeThrown(failure.thrown, process),
  };
  if (retryAt === null) return line('warn', 'step failed', fields);
  const retry = { retry_in_ms: retryAt - process.updatedAt };
  return line('warn', 'step failed and will be tried again', { ...fields, ...retry });
}

function repaired({ id, indexes, outcome, record }: IndexRepair): LogLine {
  if (outcome === 'quarantined') {
    return line('error', 'a record that cannot be read was put into quarantine: see ctl corrupt', {
      process_id: id,
      indexes,
      outcome,
      ...record,
    });
  }
  return line('warn', 'indexes corrected that disagreed with the process', {
    process_id: id,
    indexes,
    outcome,
  });
}

function settled(process: SettledProcess): LogLine {
  const duration = { duration_ms: process.completedAt - process.createdAt };
  switch (process.status) {
    case 'completed':
      return line('info', 'process completed', duration);
    case 'cancelled':
      return line('info', 'process cancelled', duration);
    case 'failed':
      return line('error', 'process failed', {
        ...duration,
        step: process.error.step,
        code: process.error.code,
      });
  }
}

function describeProcess(process: DecisionProcess): object {
  return {
    process_id: process.id,
    status: process.status,
    step: currentStep(process),
    attempt: process.attempt,
    revision: process.revision,
    ...traceIdOf(process.traceparent),
  };
}

function line(level: Level, message: string, fields: LogLine['fields'] = {}): LogLine {
  return { level, message, fields };
}
