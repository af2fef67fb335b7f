import type {
  DecisionProcess,
  ProcessFacts,
  ProcessStatus,
} from '../../../decisions/domain/decision-process.js';
import type { JsonValue } from '../../../decisions/domain/json.js';
import { byStatus, PROCESS_STATUSES } from '../../../decisions/domain/process-status.js';
import { closedRequest, history, openRequest } from './request-codecs.js';
import {
  type Codec,
  count,
  mostly,
  oneOf,
  optional,
  processError,
  text,
  texts,
  textsByName,
  time,
  timings,
  worker,
} from './codecs.js';

/**
 * Where an attribute is stored in the hash of its process.
 *
 * - `facts`: a member of the JSON object that is written once, at the start.
 * - `state`: a member of the JSON object that every write replaces; keep it small.
 * - `field`: JSON in a field of its own, written only if it is a different object.
 * - `fields`: JSON, one field per name, each written like a `field`.
 * - `steps`: the timings in `state`, the outputs like `fields`.
 */
export type Row<T> = PackedRow<T> | FieldRow | FieldsRow | StepsRow;

interface PackedRow<T> {
  readonly in: 'facts' | 'state';
  readonly name: string;
  readonly codec: Codec<T>;
  /** Left out where it has the value of that attribute. */
  readonly like?: 'completedAt';
}

interface FieldRow {
  readonly in: 'field';
  readonly name: string;
}

interface FieldsRow {
  readonly in: 'fields';
  readonly prefix: string;
  /** How each of them is written; if absent, any value is written unchanged. */
  readonly codec?: EntryCodec;
}

/** A codec of some type. */
interface EntryCodec {
  readonly encode: (value: never) => JsonValue | undefined;
  readonly decode: Codec<unknown>['decode'];
}

interface StepsRow {
  readonly in: 'steps';
  readonly name: string;
  readonly codec: typeof timings;
  readonly prefix: string;
}

/** Every attribute of a process except its id, which is in the key, and those that guard its writes: see `Fence`. */
export type Attribute = Exclude<KeyOf<DecisionProcess>, 'id' | 'revision' | 'createdAt'>;

/** What is stored of a process. Without its row, an attribute does not compile. */
export const RECORD = {
  query: inFacts('query', text),
  engine: inFacts('engine', text),
  engineVersion: inFacts('engine_version', mostly(1, count(0))),
  labels: inFacts('labels', textsByName),
  owner: inFacts('owner', optional(text)),
  plan: inFacts('plan', texts),
  fingerprint: inFacts('fingerprint', optional(text)),
  traceparent: inFacts('traceparent', optional(text)),
  deadline: inFacts('deadline', optional(time)),
  problem: inField('problem'),
  status: inState('status', oneOf(PROCESS_STATUSES)),
  attempt: inState('attempt', mostly(1, count(0))),
  stepStartedAt: inState('step_started_at', optional(time)),
  workersLost: inState('workers_lost', mostly(0, count(1))),
  kept: { in: 'fields', prefix: 'kept:' } as const,
  requests: { in: 'fields', prefix: 'request:', codec: closedRequest } as const,
  lastError: inState('last_error', optional(processError)),
  startedAt: inState('started_at', optional(time)),
  updatedAt: { ...inState('updated_at', time), like: 'completedAt' } as const,
  finished: { in: 'steps', name: 'steps', codec: timings, prefix: 'step:' } as const,
  history: inState('history', history),
  runAt: inState('run_at', time),
  request: inState('request', openRequest),
  worker: inState('worker', worker),
  completedAt: inState('completed_at', time),
  error: inState('error', processError),
  result: inField('result'),
} satisfies { readonly [A in Attribute]: Row<ValueOf<A>> };

/** The attributes that only processes of one status have. If one is left out, this does not compile. */
export const OF_STATUS: { readonly [S in ProcessStatus]: Readonly<Record<OwnAttribute<S>, true>> } = {
  pending: { runAt: true },
  running: { worker: true },
  waiting: { request: true },
  completed: { result: true, completedAt: true },
  failed: { error: true, completedAt: true },
  cancelled: { completedAt: true },
};

/** What was true of the record when it was read; a write is stored only if it still is. */
export interface Fence {
  readonly revision: number;
  /** An id derived from an idempotency key can have more than one life; a revision counts only within its life. */
  readonly createdAt: number;
}

/** What a process of this status has in `facts` or in `state`. */
export function rowsIn(place: 'facts' | 'state', status: ProcessStatus): readonly SmallRow[] {
  return (place === 'facts' ? FACTS : STATE)[status];
}

/** What a process of this status has in fields of its own. */
export function ownRowsOf(status: ProcessStatus): readonly OwnRow[] {
  return OWN_FIELDS[status];
}

/** How the value of a field of its own is written, if not unchanged. */
export function codecOfField(field: string): Codec<unknown> | undefined {
  return CODED.find(({ prefix }) => field.startsWith(prefix))?.codec;
}

/** The value an attribute has; `undefined` if the process has none. */
export function valueOf(process: DecisionProcess, attribute: Attribute): unknown {
  return process[attribute as keyof DecisionProcess];
}

/** Of rows that are read in a loop the compiler only knows that their values fit together. */
export type SmallRow = Named<PackedRow<unknown> | StepsRow> & {
  readonly codec: Codec<unknown>;
  /** The name as it stands in the text of a JSON object. */
  readonly label: string;
};
/** What is stored in fields of its own: read and written only where it is needed, or has changed. */
export type OwnRow = Named<FieldRow | (FieldsRow & { readonly codec?: Codec<unknown> }) | StepsRow>;

type Named<R> = R & { readonly attribute: Attribute; readonly like?: 'completedAt' };

const ROWS = allRows();
const FACTS = byStatus((status) => ROWS[status].filter(isSmall).filter((row) => row.in === 'facts'));
const STATE = byStatus((status) => ROWS[status].filter(isSmall).filter((row) => row.in !== 'facts'));
const OWN_FIELDS = byStatus((status) => ROWS[status].filter(isOwn));

/** Of whichever status; a process has no value of those that are not of its own. */
export const OWN_ROWS: readonly OwnRow[] = [
  ...new Map(PROCESS_STATUSES.flatMap(ownRowsOf).map((row) => [row.attribute, row])).values(),
];

const CODED = OWN_ROWS.flatMap((row) =>
  row.in === 'fields' && row.codec !== undefined ? [{ prefix: row.prefix, codec: row.codec }] : [],
);

function isSmall(row: SmallRow | OwnRow): row is SmallRow {
  return row.in === 'facts' || row.in === 'state' || row.in === 'steps';
}

function isOwn(row: SmallRow | OwnRow): row is OwnRow {
  return row.in === 'field' || row.in === 'fields' || row.in === 'steps';
}

function allRows(): Readonly<Record<ProcessStatus, readonly (SmallRow | OwnRow)[]>> {
  const own = new Set(Object.values(OF_STATUS).flatMap((attributes) => Object.keys(attributes)));
  const rows = Object.entries(RECORD).map(([attribute, row]) => named(attribute, row));
  return byStatus((status) =>
    rows.filter(({ attribute }) => !own.has(attribute) || attribute in OF_STATUS[status]),
  );
}

function named(attribute: string, row: (typeof RECORD)[Attribute]): SmallRow | OwnRow {
  const label = 'name' in row ? `${JSON.stringify(row.name)}:` : '';
  return { ...row, attribute, label } as SmallRow | OwnRow;
}

type KeyOf<P> = P extends unknown ? keyof P : never;
type ValueOf<A extends Attribute, P = DecisionProcess> = P extends Readonly<Record<A, infer V>> ? V : never;
type OwnAttribute<S extends ProcessStatus> = Exclude<
  keyof Extract<DecisionProcess, { readonly status: S }>,
  keyof ProcessFacts | 'status'
>;

function inFacts<T>(name: string, codec: Codec<T>) {
  return { in: 'facts', name, codec } as const;
}

function inState<T>(name: string, codec: Codec<T>) {
  return { in: 'state', name, codec } as const;
}

function inField(name: string) {
  return { in: 'field', name } as const;
}
