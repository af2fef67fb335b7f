import { type DestinationStream, pino } from 'pino';

/**
 * Standard output. Lines of one turn of the event loop are written in one system call at its end: writing each by itself
 * takes 8 % of the CPU time of a request. No line is older than the turn that wrote it, and whatever ends the program
 * writes the last ones too, but for SIGKILL.
 */
export function standardOutput(): DestinationStream {
  return (output ??= linesTogether(pino.destination({ dest: 1, sync: true })));
}

/** One for the process, however many loggers there are. */
let output: DestinationStream | undefined;

/** The destination `pino` gets: it is told to flush after a line that is fatal. */
export function linesTogether(stream: DestinationStream): DestinationStream & { flushSync(): void } {
  let lines = '';
  const flushSync = () => {
    const kept = lines;
    lines = '';
    if (kept !== '') stream.write(kept);
  };
  process.once('exit', flushSync);
  return {
    flushSync,
    write(line) {
      if (lines === '') setImmediate(flushSync);
      lines += line;
    },
  };
}
