const TRACEPARENT = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

/** The trace that a W3C `traceparent` belongs to, so that its lines can be found; nothing if it is malformed. */
export function traceIdOf(traceparent: unknown): { trace_id?: string } {
  const [, traceId] = (typeof traceparent === 'string' ? TRACEPARENT.exec(traceparent) : null) ?? [];
  return traceId === undefined ? {} : { trace_id: traceId };
}
