import type { ServerResponse } from 'node:http';

/** When a response is over: sent, or its client gone. Costs nothing until its signal is asked for, which is rare. */
export class ResponseEnd {
  constructor(private readonly response: ServerResponse) {}

  /** Fires at the end of the response; it has already fired if the response is over. */
  get signal(): AbortSignal {
    if (this.response.closed) return AbortSignal.abort();
    const ended = new AbortController();
    this.response.once('close', () => ended.abort());
    return ended.signal;
  }
}
