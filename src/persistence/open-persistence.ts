import { DRIVERS, type DriverOptions, type StoreKind } from './drivers.js';
import type { Persistence, StoreWarning } from './persistence.js';
import { StoreRefused } from './store-refused.js';

/** Which store an instance keeps its processes in. */
export type PersistenceOptions<K extends StoreKind = StoreKind> = {
  readonly [Each in K]: {
    readonly driver: Each;
    readonly options: DriverOptions[Each];
    /**
     * The store to continue with when that store does not answer within its deadline; without it, the start then fails.
     */
    readonly fallback?: PersistenceOptions;
  };
}[K];

/**
 * Opens the store once, at start; it never changes silently afterwards.
 *
 * @throws StoreRefused
 */
export async function openPersistence<K extends StoreKind>(
  chosen: PersistenceOptions<K>,
): Promise<Persistence> {
  const { open, address } = DRIVERS[chosen.driver];
  try {
    return await open(chosen.options);
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    const message = located(error.message, () => address?.(chosen.options));
    return withoutStore(error, message, chosen.fallback);
  }
}

/**
 * Only a store that does not answer leaves a choice. A store that refuses the password, a right or a setting exists,
 * and other instances may be using it: using another store instead would hide the mistake, and users would see
 * different processes on different instances.
 */
async function withoutStore(
  { kind, cause }: StoreRefused,
  message: string,
  fallback: PersistenceOptions | undefined,
): Promise<Persistence> {
  if (kind !== 'unreachable') throw new StoreRefused(kind, message, { cause });
  if (fallback === undefined)
    throw new StoreRefused(kind, `${message} PERSISTENCE_FALLBACK=memory would start without it.`, { cause });
  const store = await openPersistence(fallback);
  return { ...store, warnings: [fallbackWarning(message, store), ...store.warnings] };
}

/** The first sentence says what is wrong, others what to do. */
const END_OF_SENTENCE = /\.(?= |$)/;

/** Only those who start the instance are told where the store should be; later errors of the store never say so. */
function located(message: string, address: () => string | undefined): string {
  try {
    const place = address();
    return place === undefined ? message : message.replace(END_OF_SENTENCE, ` at ${place}.`);
  } catch {
    return message;
  }
}

function fallbackWarning(cause: string, { kind, durable }: Persistence): StoreWarning {
  const consequence = durable ? '' : ' and are lost when this instance ends';
  return {
    code: `${kind}_fallback`,
    message: `${cause} Processes are kept in ${kind}${consequence}.`,
    degrades: true,
  };
}
