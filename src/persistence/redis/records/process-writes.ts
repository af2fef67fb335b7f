import { randomUUID } from 'node:crypto';
import {
  type DecisionProcess,
  isSettled,
  type ProcessStatus,
} from '../../../decisions/domain/decision-process.js';
import type { ProcessKeys, PartitionKeys } from '../server/process-keys.js';
import { encode, type RecordChanges, recordChanges } from './record-encoding.js';
import type { RecordFields } from './record-fields.js';

/** Keys and arguments of the scripts that write processes, in the order their headers give. */
type ScriptArguments = (string | number)[];

/** How long a removal's operation is remembered: longer than any resend of it may take. */
const REMOVAL_REMEMBERED_MS = 60_000;

export class ProcessWrites {
  constructor(
    private readonly keys: ProcessKeys,
    private readonly schema: number,
  ) {}

  create(process: DecisionProcess): ScriptArguments {
    const keys = this.keys.of(process.id);
    const operation = randomUUID();
    return [
      ...[keys.process(process.id), keys.times, keys.due, keys.settled, keys.quarantine],
      ...[keys.status(process.status), ownerKey(keys, process)],
      ...[process.id, operation, this.keys.changes, message(process, process.status)],
      ...placement(process),
      ...this.stamped(encode(process), operation),
    ];
  }

  /** The changes from `current` to `next` alone; it has to be sent as it is when it is sent again. */
  swap(current: DecisionProcess, next: DecisionProcess): ScriptArguments {
    return this.swapOf(current, next, { part: 'part', ...recordChanges(current, next) });
  }

  /** All of `next`, for a record of an older schema. */
  swapWhole(current: DecisionProcess, next: DecisionProcess): ScriptArguments {
    return this.swapOf(current, next, { part: 'whole', written: encode(next), vanished: [] });
  }

  remove(process: DecisionProcess): ScriptArguments {
    const keys = this.keys.of(process.id);
    return [
      ...[
        keys.process(process.id),
        keys.times,
        keys.settled,
        keys.status(process.status),
        keys.removed(process.id),
      ],
      ...[process.id, process.revision, randomUUID(), this.schema],
      ...[this.keys.changes, message(process, 'removed'), REMOVAL_REMEMBERED_MS, process.createdAt],
    ];
  }

  private swapOf(
    current: DecisionProcess,
    next: DecisionProcess,
    changes: RecordChanges & { readonly part: 'part' | 'whole' },
  ): ScriptArguments {
    const keys = this.keys.of(current.id);
    const operation = randomUUID();
    return [
      ...[keys.process(current.id), keys.due, keys.settled, keys.quarantine],
      ...[
        keys.status(current.status),
        keys.status(next.status),
        ownerKey(keys, current),
        ownerKey(keys, next),
      ],
      ...[
        current.id,
        current.revision,
        operation,
        this.schema,
        this.keys.changes,
        message(next, next.status),
      ],
      ...[...placement(next), changes.part, changes.vanished.length, ...changes.vanished],
      ...this.stamped(changes.written, operation),
    ];
  }

  private stamped(fields: RecordFields, operation: string): string[] {
    const stamped = ['operation', operation, 'schema', String(this.schema)];
    for (const [field, value] of fields) stamped.push(field, value);
    return stamped;
  }
}

/** Scores of the indexes and the worker: created at, run at, completed at, worker; empty where there is none. */
function placement(process: DecisionProcess): ScriptArguments {
  return [
    process.createdAt,
    process.status === 'pending' ? process.runAt : '',
    isSettled(process) ? process.completedAt : '',
    process.status === 'running' ? process.worker : '',
  ];
}

function ownerKey(keys: PartitionKeys, process: DecisionProcess): string {
  return process.status === 'running' ? keys.owned(process.worker) : keys.nobody;
}

function message(process: DecisionProcess, status: ProcessStatus | 'removed'): string {
  return `${process.id} ${process.revision} ${status}`;
}
