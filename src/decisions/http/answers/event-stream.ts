import { Readable } from 'node:stream';
import { slicesOf } from '../../../http/answer/answer-hooks.js';
import type { AnswersInFlight } from '../../../http/answer/answers-in-flight.js';
import type { ProcessReport } from '../../domain/process-summary.js';
import type { StatusBytes } from './status-bytes.js';
import { versionTag } from './version-tag.js';

/** How soon a client that lost its stream should come back. */
const RECONNECT_MS = 1_000;

/**
 * The events of one process for one client (WHATWG HTML §9.2). If the client is too slow, only the newest event is kept
 * for it; if there is no room for that either, the stream ends, and the client comes back for it.
 */
export class EventStream extends Readable {
  private next: ProcessReport | null = null;
  private sending: Buffer | null = null;
  private isReady = false;
  private hasEnded = false;
  /** Whether anything was sent since the last call. */
  private wasSilent = false;

  constructor(
    private readonly statuses: StatusBytes,
    private readonly inFlight: AnswersInFlight,
    /** Whose share of the memory it uses. */
    private readonly requester: string | null,
  ) {
    super();
    this.push(`retry: ${RECONNECT_MS}\n\n`);
  }

  show(report: ProcessReport): void {
    if (this.hasEnded) return;
    this.next = report;
    if (this.isReady) this.sendNext();
  }

  /** To be called at intervals: sends a sign of life if nothing was sent since the last call. */
  beat(): void {
    if (this.wasSilent && this.isReady) this.push(': heartbeat\n\n');
    this.wasSilent = true;
  }

  /** Ends after everything has been sent. */
  finish(): void {
    this.hasEnded = true;
    if (this.isReady) this.sendNext();
  }

  override _read(): void {
    this.isReady = true;
    this.release();
    this.sendNext();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.release();
    this.next = null;
    done(error);
  }

  private sendNext(): void {
    const report = this.next;
    this.next = null;
    if (report) this.send(report);
    else if (this.hasEnded) this.push(null);
  }

  private send(report: ProcessReport): void {
    const status = this.statuses.of(report);
    if (Buffer.isBuffer(status) && this.inFlight.take(status, this.requester)) {
      this.destroy();
      return;
    }
    this.isReady = false;
    this.wasSilent = false;
    const head = `id: ${versionTag(report.head)}\ndata: `;
    if (typeof status === 'string') {
      this.push(`${head}${status}\n\n`);
      return;
    }
    this.sending = status;
    this.push(head);
    for (const slice of slicesOf(status)) this.push(slice);
    this.push('\n\n');
  }

  /** Everything that was sent before has been read. */
  private release(): void {
    if (this.sending) this.inFlight.release(this.sending, this.requester);
    this.sending = null;
  }
}
