import { type JsonObject, type JsonValue, ownCopy } from '../../domain/json.js';
import { PermanentStepError } from '../../domain/ports/decision-engine.js';
import { storable } from './storable.js';

const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
const RULE = 'A value is kept under a name of at most 64 letters, digits, dots, dashes and underscores.';

/** What has kept values, such as a process. */
interface Keeping {
  readonly kept: JsonObject;
}

/** Stores a value and answers what is stored then. */
type Write<P> = (current: P, name: string, value: JsonValue) => Promise<P>;

interface Limits {
  /** The key of the step; the key of a value begins with it. */
  readonly key: string;
  readonly maxBytes: number;
}

const NO_WRITE: Promise<unknown> = Promise.resolve();

/**
 * What one attempt at a step keeps, in addition to what earlier attempts have kept. Values are stored one after the
 * other.
 */
export class KeptValues<P extends Keeping = Keeping> {
  /** Made for the first value: most steps keep none. */
  private underway: Map<string, Promise<JsonValue>> | null = null;
  private lastWrite: Promise<unknown> = NO_WRITE;
  private isClosed = false;

  constructor(
    private stored: P,
    private readonly write: Write<P>,
    private readonly limits: Limits,
  ) {}

  /** See `StepContext.key`. */
  get key(): string {
    return this.limits.key;
  }

  /** As last stored, with everything that was kept. */
  get latest(): P {
    return this.stored;
  }

  /** See `StepContext.once`. Two calls with one name at the same time make one value. */
  async once<T extends JsonValue>(
    name: string,
    make: (key: string) => T | Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    if (!NAME.test(name)) throw new PermanentStepError('invalid_name', RULE);
    const known = this.stored.kept[name];
    if (known !== undefined && Object.hasOwn(this.stored.kept, name)) return ownCopy(known) as T;
    const underway = (this.underway ??= new Map<string, Promise<JsonValue>>());
    const made = underway.get(name) ?? this.made(name, make, signal);
    underway.set(name, made);
    // The same attempt may try again to make a value that failed.
    made.catch(() => underway.delete(name));
    return ownCopy(await made) as T;
  }

  /** The step has ended: nothing more is kept. Resolves when no write is in progress any more. */
  close(): Promise<unknown> {
    this.isClosed = true;
    return this.lastWrite;
  }

  private async made(name: string, make: (key: string) => unknown, signal: AbortSignal): Promise<JsonValue> {
    signal.throwIfAborted();
    const { key, maxBytes } = this.limits;
    const value = storable(await make(`${key}:${name}`), maxBytes);
    const write = this.lastWrite.then(() => this.store(name, value));
    this.lastWrite = write.catch(() => undefined);
    await write;
    return value;
  }

  private async store(name: string, value: JsonValue): Promise<void> {
    if (this.isClosed) throw new Error('The step has ended.');
    const { kept } = this.stored;
    const { maxBytes } = this.limits;
    if (Buffer.byteLength(JSON.stringify({ ...kept, [name]: value })) > maxBytes) {
      throw new PermanentStepError('kept_too_large', `What the step keeps is larger than ${maxBytes} bytes.`);
    }
    this.stored = await this.write(this.stored, name, value);
  }
}
