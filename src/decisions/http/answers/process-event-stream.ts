import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Answer } from '../../../http/answer/answer.js';
import { AnswersInFlight } from '../../../http/answer/answers-in-flight.js';
import { HTTP_SETTINGS, type HttpSettings } from '../../../http/http-settings.js';
import { type CancelTimer, CLOCK, type Clock } from '../../application/base/clock.js';
import { ProcessAccess } from '../../application/use-cases/process-access.js';
import type { Caller } from '../../domain/caller.js';
import type { ProcessId } from '../../domain/ids.js';
import { isSameVersion, type ProcessVersion } from '../../domain/process-version.js';
import { EventStream } from './event-stream.js';
import { OpenAnswers } from './open-answers.js';
import { StatusBytes } from './status-bytes.js';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Tells proxies not to collect the stream before they pass it on.
  'x-accel-buffering': 'no',
};

/** Processes as streams of server-sent events, one event for each revision seen. */
@Injectable()
export class ProcessEventStream implements OnModuleDestroy {
  private readonly streams = new Set<EventStream>();
  private cancelBeat: CancelTimer | null = null;
  private isLeaving = false;

  constructor(
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly access: ProcessAccess,
    private readonly statuses: StatusBytes,
    private readonly inFlight: AnswersInFlight,
    private readonly openAnswers: OpenAnswers,
  ) {}

  /**
   * Begins after `lastSeen`, ends when the process is settled or its client goes. A client that has seen the last event
   * is answered 204, which tells it not to come back.
   *
   * @throws ProcessNotFound
   * @throws HttpProblem `too_many_streams` or `overloaded`
   */
  async open(caller: Caller, id: ProcessId, lastSeen: ProcessVersion | null): Promise<Answer> {
    const stored = await this.access.summary(caller, id);
    const hasSeenAll = lastSeen !== null && isSameVersion(stored, lastSeen);
    if (hasSeenAll && stored.completedAt !== null) return new Answer(204, {});
    const isOfThisLife = lastSeen?.createdAt === stored.createdAt && lastSeen.revision <= stored.revision;
    return new Answer(200, HEADERS, this.follow(caller, id, isOfThisLife ? lastSeen : null));
  }

  /** Closing HTTP would otherwise wait for the streams. */
  onModuleDestroy(): void {
    this.isLeaving = true;
    for (const stream of this.streams) stream.finish();
  }

  private follow(caller: Caller, id: ProcessId, seen: ProcessVersion | null): EventStream {
    const close = this.openAnswers.open(caller);
    const stream = new EventStream(this.statuses, this.inFlight, caller.name);
    if (this.isLeaving) stream.finish();
    const stop = this.access.follow(id, seen, {
      changed: (report) => stream.show(report),
      ended: () => stream.finish(),
      failed: () => stream.destroy(),
    });
    this.streams.add(stream);
    stream.once('close', () => {
      close();
      stop();
      this.streams.delete(stream);
      if (this.streams.size > 0) return;
      this.cancelBeat?.();
      this.cancelBeat = null;
    });
    this.beatOn();
    return stream;
  }

  /** One timer for all streams; none is silent for longer than twice its period. */
  private beatOn(): void {
    if (this.streams.size === 0 || this.cancelBeat !== null) return;
    this.cancelBeat = this.clock.after(this.settings.heartbeatMs / 2, () => {
      this.cancelBeat = null;
      for (const stream of this.streams) stream.beat();
      this.beatOn();
    });
  }
}
