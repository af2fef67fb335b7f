import { Inject, Injectable } from '@nestjs/common';
import { type Change, CHANGE_FEED, type ChangeFeed } from '../../domain/ports/change.feed.js';
import { Dispatcher } from './dispatcher.js';
import { ProcessEvents } from '../base/process-events.js';
import { RunSlots } from '../ownership/run-slots.js';

/** Hears of changes made anywhere: of new work, and of runs here that were cancelled or taken over. */
@Injectable()
export class ChangeListener {
  private readonly stopping = new AbortController();
  private listening: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    private readonly dispatcher: Dispatcher,
    private readonly slots: RunSlots,
    private readonly events: ProcessEvents,
  ) {}

  start(): void {
    this.listening = this.listen().catch((error: unknown) =>
      this.events.emit({ type: 'trouble', task: 'listen', error }),
    );
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.listening;
  }

  private async listen(): Promise<void> {
    for await (const change of this.feed.changes(this.stopping.signal)) this.hear(change);
  }

  private hear({ id, revision, status }: Change): void {
    const run = this.slots.find(id);
    const isLost = run?.process && status !== 'running' && revision > run.process.revision;
    if (isLost) run.abort('superseded');
    if (status === 'pending' && this.slots.free > 0) this.dispatcher.wake();
  }
}
