/** What is known about the application once it has been created. */
export interface Leaving {
  /** From now on no new work is taken, and the instance is not ready for requests. */
  drain(): void;
  /** Hands over what runs here, and closes HTTP and the store. */
  close(): Promise<void>;
  /** How long current steps may go on, in milliseconds. */
  readonly graceMs: number;
}

/** How long closing HTTP and the store may take, in addition to the time that steps get. */
const CLOSING_MS = 5_000;

let created: Leaving | null = null;

/**
 * SIGTERM and SIGINT: stop being ready at once, then hand over and close in order. As long as there is no application
 * there is nothing to hand over. A second signal ends the process immediately, and so does a deadline, because the
 * sender of the signal will not wait without limit either.
 *
 * To be called before anything else: the first process of a container gets no signal that it does not handle.
 */
export function leaveOnSignals(): void {
  let isLeaving = false;
  const leave = () => {
    if (isLeaving) process.exit(130);
    isLeaving = true;
    if (created === null) process.exit(0);
    close(created);
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);
}

/** From now on a signal closes the application in order; before, there is nothing to close. */
export function leaveWith(application: Leaving): void {
  created = application;
}

function close(application: Leaving): void {
  setTimeout(() => process.exit(1), application.graceMs + CLOSING_MS).unref();
  application.drain();
  void application.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
