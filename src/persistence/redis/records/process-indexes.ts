import {
  type DecisionProcess,
  isSettled,
  PROCESS_STATUSES,
} from '../../../decisions/domain/decision-process.js';
import { parseWorkerId, type ProcessId, type WorkerId } from '../../../decisions/domain/ids.js';
import type { IndexRepair } from '../../../decisions/domain/ports/index.audit.js';
import type { NamedIndex, PartitionKeys, ProcessKeys } from '../server/process-keys.js';
import type { RecordFields } from './record-fields.js';
import type { RedisLink } from '../server/redis-link.js';
import { listReply, wholeReply } from '../server/replies.js';

/** Puts processes into the indexes where they belong, or out of all, and keeps a note of whatever was wrong. */
export class ProcessIndexes {
  private notes: IndexRepair[] = [];

  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /**
   * Enters a process as it was read, unless it has changed since.
   *
   * @param stray a worker whose set has the process too
   */
  async enter(process: DecisionProcess, stray: WorkerId | null): Promise<void> {
    const keys = this.keys.of(process.id);
    const worker = process.status === 'running' ? process.worker : null;
    const other = stray === worker ? null : stray;
    const all = [...keysOf(keys, process.id), ownedBy(keys, worker), ownedBy(keys, other)];
    const isOwned = worker === null ? '' : '1';
    const reply = await this.link.ask((client) =>
      client.reindexProcess(...all, process.id, process.revision, isOwned, ...scoresOf(process)),
    );
    this.note(process.id, 'entered', reply);
  }

  /**
   * Takes a process whose record cannot be read out of all indexes, unless it was written since. It goes into
   * quarantine, except if it has no record and is not known to have had one.
   *
   * @param fields what was read; empty if there is no hash
   * @param stray a worker whose set has the process
   */
  async leave(id: ProcessId, fields: RecordFields, stray: WorkerId | null): Promise<void> {
    const keys = this.keys.of(id);
    const worker = parseWorkerId(fields.get('worker') ?? '');
    const all = [...keysOf(keys, id), ownedBy(keys, worker), ownedBy(keys, stray)];
    const seen = fields.get('revision') ?? '';
    this.note(id, 'removed', await this.link.ask((client) => client.quarantineProcess(...all, id, seen)));
  }

  /** Takes out of an index an id that belongs to another partition, and thereby into no index of this one. */
  async expel(id: ProcessId, { name, key }: NamedIndex): Promise<void> {
    const went = await this.link.ask((client) =>
      name === 'owned' ? client.srem(key, id) : client.zrem(key, id),
    );
    if (went > 0) this.notes.push({ id, indexes: [name], outcome: 'removed' });
  }

  /** Hands over all notes since the last call. */
  takeNotes(): IndexRepair[] {
    return this.notes.splice(0);
  }

  /** @param reply positions in KEYS: the process is the first, then come the sorted indexes and sets of workers */
  private note(id: ProcessId, outcome: IndexRepair['outcome'], reply: unknown): void {
    const { indexes: sorted } = this.keys.of(id);
    const names = listReply(reply).map((position) => sorted[wholeReply(position) - 2]?.name ?? 'owned');
    const indexes = [...new Set(names)];
    if (indexes.length === 0) return;
    const isQuarantined = outcome !== 'entered' && indexes.includes('quarantine');
    this.notes.push({ id, indexes, outcome: isQuarantined ? 'quarantined' : outcome });
  }
}

function keysOf(keys: PartitionKeys, id: ProcessId): string[] {
  return [keys.process(id), ...keys.indexes.map(({ key }) => key)];
}

function ownedBy(keys: PartitionKeys, worker: WorkerId | null): string {
  return worker === null ? keys.nobody : keys.owned(worker);
}

/** The score of a process in each index, in the order of `keysOf`; empty where it does not belong. */
function scoresOf(process: DecisionProcess): (string | number)[] {
  const { status, createdAt } = process;
  return [
    createdAt,
    status === 'pending' ? process.runAt : '',
    isSettled(process) ? process.completedAt : '',
    '',
    ...PROCESS_STATUSES.map((each) => (each === status ? createdAt : '')),
  ];
}
