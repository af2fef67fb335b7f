import { Inject, Injectable } from '@nestjs/common';
import { Answer } from '../../http/answer/answer.js';
import { tagOf } from '../../http/request/entity-tag.js';
import type { Accepted } from '../application/use-cases/process-manager.js';
import {
  type DecisionProcess,
  isSettled,
  type ProcessHead,
  type ProcessReport,
  reportOf,
} from '../domain/decision-process.js';
import { STORE_DESCRIPTION, type StoreDescription } from '../domain/ports/store.description.js';
import { AcceptedView, statusPath } from './views/accepted.view.js';
import { ProgressEstimate } from './progress-estimate.js';
import { StatusView } from './views/status.view.js';

const JSON_TYPE = 'application/json; charset=utf-8';

type Headers = Readonly<Record<string, string>>;

/** What routes about one process answer. */
@Injectable()
export class ProcessAnswers {
  constructor(
    @Inject(STORE_DESCRIPTION) private readonly store: StoreDescription,
    private readonly estimate: ProgressEstimate,
  ) {}

  accepted({ process, replayed }: Accepted, headers: Headers = {}): Answer {
    const message = replayed
      ? 'This request was accepted before.'
      : 'The decision process is stored and will run.';
    return this.monitored(process, message, { ...replayHeaders(replayed), ...headers });
  }

  resumed(process: DecisionProcess): Answer {
    return this.monitored(process, 'The decision process goes on at its first unfinished step.', {});
  }

  status(report: ProcessReport, headers: Headers = {}): Answer {
    const { head } = report;
    const always = { 'content-type': JSON_TYPE, etag: tagOf(head.revision), ...this.retryAfter(head) };
    return new Answer(200, { ...always, ...headers }, StatusView.textOf(report));
  }

  outcome({ process, replayed }: Accepted, headers: Headers): Answer {
    return this.status(reportOf(process), { ...replayHeaders(replayed), ...headers });
  }

  notModified(revision: number, headers: Headers = {}): Answer {
    return new Answer(304, { etag: tagOf(revision), ...headers });
  }

  private monitored(process: DecisionProcess, message: string, headers: Headers): Answer {
    const always = { location: statusPath(process.id), ...this.retryAfter(process) };
    return new Answer(202, { ...always, ...headers }, new AcceptedView(process, message, this.store.durable));
  }

  private retryAfter(process: ProcessHead): Headers {
    return isSettled(process) ? {} : { 'retry-after': String(this.estimate.retryAfterS(process)) };
  }
}

function replayHeaders(replayed: boolean): Headers {
  return replayed ? { 'idempotent-replayed': 'true' } : {};
}
