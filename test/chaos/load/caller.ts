import type { Answer, Call } from '../bed/http.js';
import type { TestBed } from '../bed/test-bed.js';
import { now, sleep } from '../bed/time.js';
import type { Accepted, Entry, Outcome } from './journal.js';

const RETRY_MS = 100;
const LOOK_EVERY_MS = 2_000;
const SETTLED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

/** Sends a request to whichever server; answers why there was no answer if there was none. */
export type Send = (path: string, call: Call) => Promise<Answer | string>;

/** What a careful client does: it asks any server, repeats what had no certain answer, and writes down what it is told. */
export class Caller {
  constructor(
    private readonly bed: TestBed,
    private readonly send: Send,
    /** A process that does not move for so long after the last fault is given up on. */
    private readonly patienceMs: number,
  ) {}

  /** Asks until the process is accepted. */
  async start(entry: Entry): Promise<void> {
    for (;;) {
      const answer = await this.send('/decisions/start', startCall(entry));
      if (typeof answer !== 'string' && answer.status === 202) {
        entry.ids.add(field(answer, 'process_id'));
        entry.acceptedAt ??= now();
        return;
      }
      noteStrange(entry, 'start', answer);
      await sleep(RETRY_MS);
    }
  }

  /** Waits until the process is settled and writes down how; gives up on one that does not move. */
  async follow(entry: Entry): Promise<void> {
    const [id] = entry.ids;
    if (id === undefined) return;
    while (!entry.isStuck) {
      if (!this.isSettled(id)) await this.bed.changes.nextOf(id, LOOK_EVERY_MS);
      if (this.isSettled(id) || this.isSilent(id)) {
        const outcome = await this.outcome(id, entry);
        if (outcome) {
          entry.outcomes.push(outcome);
          return;
        }
        await sleep(RETRY_MS);
      }
      entry.isStuck = this.quietSince(id, entry) > this.patienceMs;
    }
  }

  /** Puts a failed process back to work, once: an answer that was lost is asked for again. */
  async resume(entry: Entry): Promise<void> {
    const [id = ''] = entry.ids;
    for (;;) {
      const answer = await this.send(`/decisions/${id}/resume`, { method: 'POST' });
      entry.resumeAnswers.push(typeof answer === 'string' ? answer : answer.status);
      if (typeof answer !== 'string' && (answer.status === 202 || answer.status === 409)) return;
      await sleep(RETRY_MS);
    }
  }

  /** What a server says of the process; `null` while it is not settled or nobody answers. */
  async outcome(id: string, entry: Entry): Promise<Outcome | null> {
    const answer = await this.send(`/decisions/status/${id}`, {});
    if (typeof answer === 'string' || answer.status !== 200) {
      noteStrange(entry, 'status', answer);
      return null;
    }
    const { status, result, error, completed_at } = JSON.parse(answer.text) as Record<string, unknown>;
    if (typeof status !== 'string' || !SETTLED.has(status)) return null;
    const text = JSON.stringify({ status, result, error, completed_at });
    return { at: now(), status, text, resumes: resumesOf(entry) };
  }

  private isSettled(id: string): boolean {
    return SETTLED.has(this.bed.changes.changes.get(id)?.at(-1)?.status ?? '');
  }

  /** Nothing was heard of it lately: a message may have been lost with the store's connections. */
  private isSilent(id: string): boolean {
    return now() - (this.bed.changes.changes.get(id)?.at(-1)?.at ?? 0) > LOOK_EVERY_MS;
  }

  private quietSince(id: string, entry: Entry): number {
    const moved = this.bed.changes.changes.get(id)?.at(-1)?.at ?? 0;
    return now() - Math.max(moved, entry.acceptedAt ?? 0, this.bed.lastFaultAt);
  }
}

export function startCall({ key, engine, problem }: Pick<Entry, 'key' | 'engine' | 'problem'>): Call {
  return {
    method: 'POST',
    headers: { 'idempotency-key': `"${key}"` },
    body: { decision_query: `Does process ${key} reach its end?`, engine, problem },
  };
}

/** Changes of its state that the outside asked for. */
export function resumesOf(entry: Entry | Accepted): number {
  return entry.resumeAnswers.length > 0 ? 1 : 0;
}

export function field(answer: Answer, name: string): string {
  const value = (JSON.parse(answer.text) as Record<string, unknown>)[name];
  if (typeof value !== 'string') throw new TypeError(`The answer has no ${name}.`);
  return value;
}

/** Only 503 and 429 are to be expected of a system under faults: "later", never "no". */
function noteStrange(entry: Entry, what: string, answer: Answer | string): void {
  if (typeof answer === 'string' || answer.status === 503 || answer.status === 429) return;
  entry.strange.push(`${what} was answered ${answer.status}: ${answer.text.slice(0, 200)}`);
}
