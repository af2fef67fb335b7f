import { Inject, Injectable } from '@nestjs/common';
import { type Change, CHANGE_FEED, type ChangeFeed } from '../../domain/ports/change.feed.js';
import { Dispatcher } from './dispatcher.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { RunSlots } from '../ownership/run-slots.js';

/** Hears of changes made anywhere: of new work, and of runs here that were cancelled or taken over. */
@Injectable()
export class ChangeListener {
  constructor(
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    private readonly dispatcher: Dispatcher,
    private readonly slots: RunSlots,
    tasks: BackgroundTasks,
  ) {
    tasks.always('listen', (stopping) => this.listen(stopping));
  }

  private async listen(stopping: AbortSignal): Promise<void> {
    for await (const change of this.feed.changes(stopping)) this.hear(change);
  }

  private hear({ id, revision, status }: Change): void {
    const run = this.slots.find(id);
    const isLost = run?.process && status !== 'running' && revision > run.process.revision;
    if (isLost) run.abort('superseded');
    if (status === 'pending' && this.slots.free > 0) this.dispatcher.wake();
  }
}
