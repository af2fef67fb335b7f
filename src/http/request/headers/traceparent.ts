const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The trace context of a request (W3C Trace Context, version 00); an invalid one counts as none. */
export function parseTraceparent(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && TRACEPARENT.test(header) ? header : null;
}

const ANY_VERSION = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

/** For lines of the log: the trace that a `traceparent` of any version belongs to; `undefined` if it is malformed. */
export function traceIdOf(traceparent: unknown): { trace_id?: string } {
  const [, traceId] = (typeof traceparent === 'string' ? ANY_VERSION.exec(traceparent) : null) ?? [];
  return traceId === undefined ? {} : { trace_id: traceId };
}
