import type { ProcessHead } from '../../../decisions/domain/decision-process.js';
import { parseWorkerId, type ProcessId } from '../../../decisions/domain/ids.js';
import {
  dueIndex,
  inboxesOf,
  kindOfIndex,
  type IndexName,
  listsOf,
  workerIndex,
} from '../../../decisions/domain/indexes/index-names.js';
import { filtersMetBy, placesOf } from '../../../decisions/domain/indexes/places.js';
import type { IndexRepair } from '../../../decisions/domain/ports/index.check.js';
import { isQueue, queueFor, type QueueName, suspectsOf } from '../../../decisions/domain/indexes/queues.js';
import { PROCESS_STATUSES } from '../../../decisions/domain/process-status.js';
import {
  isLegacyIndex,
  LEGACY_DUE,
  type NamedIndex,
  type PartitionKeys,
  type ProcessKeys,
} from '../server/process-keys.js';
import type { RedisLink } from '../server/redis-link.js';
import { listReply, wholeReply } from '../server/replies.js';
import { fenceText } from './record-encoding.js';
import { parseJson, type RecordFields, UnreadableRecord } from './record-fields.js';
import { isObject } from '../../../decisions/domain/json.js';
import { optional, text, textsByName } from './codecs.js';

/** Puts processes into the indexes where they belong, or out of all, and keeps a note of everything that was wrong. */
export class IndexMender {
  private notes: IndexRepair[] = [];

  constructor(
    private readonly link: RedisLink,
    private readonly keys: ProcessKeys,
  ) {}

  /**
   * Enters a process as it was read, unless it has changed since.
   *
   * @param stray an index that has the process but should not
   */
  async enter(process: ProcessHead, schema: number, stray: NamedIndex | null): Promise<void> {
    const keys = this.keys.of(process.id);
    const places = placesIn(process, schema);
    const entered = places.map(({ index }) => ({ name: index, key: keys.index(index) }));
    const quarantine = { name: 'quarantine', key: keys.quarantine };
    const others = [...keys.fixed, quarantine, ...(stray === null ? [] : [stray])];
    const indexes = distinct([...entered, ...others]);
    const scores = places.map(({ score }) => score);
    const all = [keys.process(process.id), ...indexes.map(({ key }) => key)];
    const args = [process.id, fenceText(process), ...scores];
    const reply = await this.link.run('enterProcess', { keys: all, args });
    // Processes written before there were indexes of labels are entered into them by the first check.
    const names = positionsOf(reply, 2, indexes).filter(
      (name) => schema >= 2 || kindOfIndex(name) !== 'label',
    );
    this.note({ id: process.id, outcome: 'entered', names });
  }

  /**
   * Takes a process whose record cannot be read out of all indexes, unless it was written since. It goes into
   * quarantine, except if it has no record and is not known to have had one.
   *
   * @param fields what was read; empty if there is no hash
   * @param reason what is wrong with the record, and an index that has the process
   */
  async leave(id: ProcessId, fields: RecordFields, { fault, stray }: Unreadable): Promise<void> {
    const keys = this.keys.of(id);
    const quarantine = { name: 'quarantine', key: keys.quarantine };
    const named = [...namedIn(fields, keys), ...(await this.queuesOf(fields, keys))];
    const indexes = distinct([quarantine, ...keys.fixed, ...named, ...(stray === null ? [] : [stray])]);
    const all = [keys.process(id), ...indexes.map(({ key }) => key)];
    const seen = fields.get('state') ?? fields.get('revision') ?? '';
    const args = [id, seen, PROCESS_STATUSES.length];
    const reply = await this.link.run('quarantineProcess', { keys: all, args });
    const record = { key: keys.process(id), fault };
    this.note({ id, outcome: 'removed', names: positionsOf(reply, 2, indexes), record });
  }

  /** Removes from an index an id that belongs to another partition, and therefore to no index of this one. */
  async expel(id: ProcessId, { name, key }: NamedIndex): Promise<void> {
    const went = await this.link.ask(async (client) =>
      (await client.type(key)) === 'set' ? client.srem(key, id) : client.zrem(key, id),
    );
    if (went > 0) this.note({ id, outcome: 'removed', names: [name] });
  }

  /** Hands over all notes since the last call. */
  takeNotes(): IndexRepair[] {
    return this.notes.splice(0);
  }

  /** The queues where a process may wait; all queues, if its record does not say which. */
  private async queuesOf(fields: RecordFields, keys: PartitionKeys): Promise<NamedIndex[]> {
    const queues =
      queuesNamedIn(fields) ?? (await this.link.ask((client) => client.smembers(this.keys.queues)));
    return queues
      .filter(isQueue)
      .map(dueIndex)
      .map((name) => ({ name, key: keys.index(name) }));
  }

  private note({ id, outcome, names, record }: Note): void {
    const indexes = [...new Set(names.map(kindOfIndex))];
    if (indexes.length === 0) return;
    const isQuarantined = record !== undefined && indexes.includes('quarantine');
    this.notes.push(
      isQuarantined ? { id, indexes, outcome: 'quarantined', record } : { id, indexes, outcome },
    );
  }
}

interface Note extends Pick<IndexRepair, 'id' | 'outcome' | 'record'> {
  readonly names: readonly string[];
}

/** Why a process leaves all indexes. */
interface Unreadable {
  readonly fault: string;
  readonly stray: NamedIndex | null;
}

/** The places where a record of this schema is searched for; before schema 2, workers and queues had others. */
export function placesIn(process: ProcessHead, schema: number): readonly RecordPlace[] {
  const places = placesOf(process);
  if (schema >= 2) return places;
  return places
    .filter(({ index }) => kindOfIndex(index) !== 'worker')
    .map(({ index, score }) => ({ index: kindOfIndex(index) === LEGACY_DUE ? LEGACY_DUE : index, score }));
}

/** Where a process is searched for: one of its places, or the only queue there was before schema 2. */
interface RecordPlace {
  readonly index: IndexName | typeof LEGACY_DUE;
  readonly score: number;
}

/** Indexes that a record names although it cannot be read completely. */
function namedIn(fields: RecordFields, keys: PartitionKeys): NamedIndex[] {
  const legacy = [
    { name: 'times', key: keys.times },
    { name: LEGACY_DUE, key: keys.due },
  ];
  return [...legacy, ...ofWorker(fields, keys), ...ofFilters(fields, keys)];
}

function ofWorker(fields: RecordFields, keys: PartitionKeys): NamedIndex[] {
  const text = /"worker":"([^"]*)"/.exec(fields.get('state') ?? '')?.[1] ?? fields.get('worker') ?? '';
  const worker = parseWorkerId(text);
  if (worker === null) return [];
  const name = workerIndex(worker);
  return [
    { name, key: keys.index(name) },
    { name: `owned:${worker}`, key: keys.owned(worker) },
  ];
}

/** Indexes of labels and owner, as far as these can be read. */
function ofFilters(fields: RecordFields, keys: PartitionKeys): NamedIndex[] {
  try {
    const facts = parseJson(fields.get('facts') ?? '{}', 'facts');
    if (!isObject(facts)) return [];
    const labels = textsByName.decode(facts.labels, 'labels');
    const owner = optional(text).decode(facts.owner, 'owner');
    const inbox = owner === null ? [] : inboxesOf({ owner, reviews: false });
    const lists = filtersMetBy({ owner, labels }).flatMap((filter) => listsOf(PROCESS_STATUSES, filter));
    const names = [...inbox, ...lists];
    return names.map((name) => ({ name, key: keys.index(name) }));
  } catch (error) {
    if (error instanceof UnreadableRecord) return [];
    throw error;
  }
}

/** The queues of the engine that a record names although it cannot be read; `null` if it names none. */
function queuesNamedIn(fields: RecordFields): readonly QueueName[] | null {
  const facts = fields.get('facts') ?? '';
  const engine = /"engine":"([^"]*)"/.exec(facts)?.[1];
  const version = /"engine_version":(\d{1,15})/.exec(facts)?.[1];
  if (engine === undefined || version === undefined) return null;
  return [queueFor(engine, Number(version)), suspectsOf(engine, Number(version))];
}

function distinct(indexes: readonly NamedIndex[]): NamedIndex[] {
  return [...new Map(indexes.map((index) => [index.key, index])).values()];
}

/** The names of the indexes at these positions in KEYS; the first of them has the position `first`. */
function positionsOf(reply: unknown, first: number, indexes: readonly NamedIndex[]): string[] {
  return listReply(reply).flatMap((position) => {
    const name = indexes[wholeReply(position) - first]?.name;
    return name === undefined || (isLegacyIndex(name) && name !== LEGACY_DUE) ? [] : [name];
  });
}
