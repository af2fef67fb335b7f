import { Inject, Injectable } from '@nestjs/common';
import { type Change, CHANGE_FEED, type ChangeFeed } from '../../domain/ports/change.feed.js';
import { BackgroundTasks } from '../base/background-tasks.js';
import { OwnershipLook } from '../ownership/ownership-look.js';
import { RunSlots } from '../ownership/run-slots.js';
import { Dispatcher } from './dispatcher.js';

/**
 * Listens to changes made by any instance: new work, and runs here that were cancelled or taken over. A change is only
 * a hint and may be wrong: it makes this instance look at the store, and only what is stored counts.
 */
@Injectable()
export class ChangeListener {
  constructor(
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    private readonly dispatcher: Dispatcher,
    private readonly ownership: OwnershipLook,
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
    if (run?.process && status !== 'running' && revision > run.process.revision) this.ownership.lookAt(run);
    if (status === 'pending') this.dispatcher.heed();
  }
}
