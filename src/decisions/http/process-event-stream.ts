import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { Answer } from '../../http/answer/answer.js';
import { HTTP_SETTINGS, type HttpSettings } from '../../http/http-settings.js';
import type { ResponseEnd } from '../../http/request/response-end.js';
import { ShutdownSignal } from '../../http/shutdown-signal.js';
import { CLOCK, type Clock, pause } from '../application/base/clock.js';
import { ProcessAccess } from '../application/use-cases/process-access.js';
import type { Caller } from '../domain/caller.js';
import { type DecisionProcess, isSettled, reportOf } from '../domain/decision-process.js';
import type { ProcessId } from '../domain/ids.js';
import { StatusView } from './views/status.view.js';

/** How soon a client that lost its stream should come back. */
const RECONNECT_MS = 1_000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Proxies that would collect the stream before they pass it on are told not to.
  'x-accel-buffering': 'no',
};

/** One process as a stream of server-sent events, one for each revision seen (WHATWG HTML §9.2). */
@Injectable()
export class ProcessEventStream {
  constructor(
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly access: ProcessAccess,
    private readonly shutdown: ShutdownSignal,
  ) {}

  /**
   * Begins after `lastSeen`, ends after the terminal event or at the `end` of the response. A client that has seen the
   * terminal event is answered 204, which tells it to come back no more.
   *
   * @throws ProcessNotFound
   */
  async open(caller: Caller, id: ProcessId, lastSeen: number, end: ResponseEnd): Promise<Answer> {
    const process = await this.access.get(caller, id);
    if (isSettled(process) && process.revision === lastSeen) return new Answer(204, {});
    // An id beyond what is stored is of an earlier process with the same idempotency key.
    const since = lastSeen > process.revision ? 0 : lastSeen;
    return new Answer(200, HEADERS, Readable.from(this.events(id, since, end)));
  }

  private async *events(id: ProcessId, since: number, end: ResponseEnd): AsyncGenerator<string> {
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, this.shutdown.or(end.signal)]);
    const changes = this.access.follow(id, since, signal);
    try {
      yield `retry: ${RECONNECT_MS}\n\n`;
      for (let next = changes.next(); ;) {
        const change = await this.orSilence(next);
        if (change?.done) return;
        yield change ? eventOf(change.value) : ': heartbeat\n\n';
        if (change) next = changes.next();
      }
    } finally {
      ended.abort();
      await changes.return(undefined);
    }
  }

  /** `null` if nothing comes for as long as a stream may be silent. */
  private async orSilence<T>(next: Promise<T>): Promise<T | null> {
    const answered = new AbortController();
    const silence = pause(this.clock, this.settings.heartbeatMs, answered.signal).then(() => null);
    try {
      return await Promise.race([next, silence]);
    } finally {
      answered.abort();
    }
  }
}

function eventOf(process: DecisionProcess): string {
  return `id: ${process.revision}\ndata: ${StatusView.textOf(reportOf(process))}\n\n`;
}
