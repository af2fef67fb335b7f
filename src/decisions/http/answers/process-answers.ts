import { Inject, Injectable } from '@nestjs/common';
import { Answer } from '../../../http/answer/answer.js';
import type { Accepted } from '../../application/use-cases/process-manager.js';
import type { DecisionProcess } from '../../domain/decision-process.js';
import { type ProcessReport, type ProcessSummary, summaryOf } from '../../domain/process-summary.js';
import type { ProcessId } from '../../domain/ids.js';
import { STORE_DESCRIPTION, type StoreDescription } from '../../domain/ports/store.description.js';
import { AcceptedView, statusPath } from '../views/accepted.view.js';
import { ProgressEstimate } from './progress-estimate.js';
import { StatusBytes } from './status-bytes.js';
import { etagOf } from './version-tag.js';

const JSON_TYPE = 'application/json; charset=utf-8';

type Headers = Readonly<Record<string, string>>;

/** Answers of the routes about one process. */
@Injectable()
export class ProcessAnswers {
  constructor(
    @Inject(STORE_DESCRIPTION) private readonly store: StoreDescription,
    private readonly estimate: ProgressEstimate,
    private readonly bytes: StatusBytes,
  ) {}

  accepted({ process, replayed }: Accepted, headers: Headers = {}): Answer {
    const message = replayed
      ? 'This request was accepted before.'
      : 'The decision process is stored and will run.';
    return this.monitored(summaryOf(process), message, { ...replayHeaders(replayed), ...headers });
  }

  /** For a process that takes longer than its caller waits. */
  notYet(process: ProcessSummary, replayed: boolean, headers: Headers): Answer {
    const message =
      process.status === 'waiting'
        ? 'The decision process waits for an answer to its request.'
        : 'The decision process is stored and goes on.';
    return this.monitored(process, message, { ...replayHeaders(replayed), ...headers });
  }

  resumed(process: DecisionProcess): Answer {
    return this.monitored(
      summaryOf(process),
      'The decision process goes on at its first unfinished step.',
      {},
    );
  }

  status(report: ProcessReport, headers: Headers = {}): Answer {
    return this.shown(summaryOf(report.head), this.bytes.of(report), headers);
  }

  /** Whether a large status of the process is being sent to anybody. */
  isInUse(id: ProcessId): boolean {
    return this.bytes.has(id);
  }

  /** The status of a process that is already being sent to others; `null` if it is not. */
  statusInUse(stored: ProcessSummary, headers: Headers): Answer | null {
    const bytes = this.bytes.find(stored.id, stored);
    return bytes && this.shown(stored, bytes, headers);
  }

  outcome(report: ProcessReport, replayed: boolean, headers: Headers): Answer {
    return this.status(report, { ...replayHeaders(replayed), ...headers });
  }

  notModified(stored: ProcessSummary, headers: Headers = {}): Answer {
    return new Answer(304, { ...this.versionHeaders(stored), ...headers });
  }

  private shown(summary: ProcessSummary, body: string | Buffer, headers: Headers): Answer {
    return new Answer(200, { ...this.versionHeaders(summary), 'content-type': JSON_TYPE, ...headers }, body);
  }

  private monitored(process: ProcessSummary, message: string, headers: Headers): Answer {
    const always = { location: statusPath(process.id), ...this.versionHeaders(process) };
    return new Answer(202, { ...always, ...headers }, new AcceptedView(process, message, this.store.durable));
  }

  private versionHeaders(process: ProcessSummary): Headers {
    const etag = etagOf(process);
    if (process.completedAt !== null) return { etag };
    return { etag, 'retry-after': String(this.estimate.retryAfterS(process)) };
  }
}

function replayHeaders(replayed: boolean): Headers {
  return replayed ? { 'idempotent-replayed': 'true' } : {};
}
