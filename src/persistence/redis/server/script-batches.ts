import type { ScriptCall, ScriptName } from './scripts.js';

/** A script call that has not been sent yet. */
interface Waiting {
  readonly call: ScriptCall;
  readonly resolve: (reply: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Batch {
  readonly waiting: Waiting[];
  /** Of all arguments, in characters. */
  length: number;
}

/** Sends a script for one call, or for several at once; then the reply is the list of their replies. */
export interface ScriptSender {
  readonly one: (script: ScriptName, call: ScriptCall) => Promise<unknown>;
  readonly many: (script: ScriptName, calls: readonly ScriptCall[]) => Promise<readonly unknown[]>;
  /** The error of a call whose part of the reply is this one. */
  readonly failure: (error: Error) => Error;
}

/** How many are sent before the turn has ended: Redis works on them while others are being put together. */
const FULL = 32;
/** How many characters are sent at once: Redis serves nobody else while it works on a batch. */
const FULL_LENGTH = 262_144;

/**
 * Scripts called within one turn of the event loop are sent as one command: most of the cost of a short script, on this
 * side and in Redis, is not its work but that of any command. Each call has its own result, and its own error.
 */
export class ScriptBatches {
  /** Those not sent yet. */
  private readonly batches = new Map<ScriptName, Batch | null>();

  constructor(private readonly sender: ScriptSender) {}

  run(script: ScriptName, call: ScriptCall): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const batch = this.batches.get(script) ?? this.begin(script);
      batch.waiting.push({ call, resolve, reject });
      batch.length += lengthOf(call);
      if (batch.waiting.length === FULL || batch.length >= FULL_LENGTH) this.send(script, batch);
    });
  }

  private begin(script: ScriptName): Batch {
    const batch: Batch = { waiting: [], length: 0 };
    this.batches.set(script, batch);
    setImmediate(() => {
      if (this.batches.get(script) === batch) this.send(script, batch);
    });
    return batch;
  }

  private send(script: ScriptName, { waiting }: Batch): void {
    this.batches.set(script, null);
    const [first] = waiting;
    if (first !== undefined && waiting.length === 1)
      this.sender.one(script, first.call).then(first.resolve, first.reject);
    else void this.sendAll(script, waiting);
  }

  private async sendAll(script: ScriptName, waiting: readonly Waiting[]): Promise<void> {
    try {
      const replies = await this.sender.many(
        script,
        waiting.map(({ call }) => call),
      );
      waiting.forEach(({ resolve, reject }, nth) => {
        const reply = replies[nth];
        if (reply instanceof Error) reject(this.sender.failure(reply));
        else resolve(reply);
      });
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }
}

function lengthOf({ args }: ScriptCall): number {
  let length = 0;
  for (const arg of args) if (typeof arg === 'string') length += arg.length;
  return length;
}
