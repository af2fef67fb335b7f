import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Ends requests that wait or stream when the instance leaves: closing HTTP would otherwise wait for them. */
@Injectable()
export class ShutdownSignal implements OnModuleDestroy {
  private readonly open = new Set<AbortController>();
  private isLeaving = false;

  /** A signal that fires with `closed`, which must fire at some time, or when the instance leaves. */
  or(closed: AbortSignal): AbortSignal {
    const either = new AbortController();
    const close = () => {
      this.open.delete(either);
      either.abort();
    };
    if (closed.aborted || this.isLeaving) return AbortSignal.abort();
    this.open.add(either);
    closed.addEventListener('abort', close, { once: true });
    return either.signal;
  }

  /** The first of the framework's hooks: whatever waits in the later ones does not wait for a request. */
  onModuleDestroy(): void {
    this.isLeaving = true;
    for (const each of this.open) each.abort();
  }
}
