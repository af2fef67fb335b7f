import { TextDecoder } from 'node:util';

const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * The complete events of a `text/event-stream` body (WHATWG HTML §9.2).
 *
 * @param {AsyncIterable<Uint8Array>} chunks
 * @param {(ms: number) => void} onRetry told of the delay before a reconnect that the sender wishes
 * @returns {AsyncGenerator<{ id: string, data: string }>} each with the last id there was, empty for none
 */
export async function* eventsOf(chunks, onRetry) {
  let data = [];
  let id = '';
  for await (const line of linesOf(chunks)) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
    if (field === 'data') data.push(value);
    if (field === 'id') id = value;
    if (field === 'retry' && /^\d{1,9}$/.test(value)) onRetry(Number(value));
    if (line !== '') continue;
    if (data.length > 0) yield { id, data: data.join('\n') };
    data = [];
  }
}

/** A line may end in CR, LF or both, and a chunk anywhere. */
async function* linesOf(chunks) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the very end may be half of a line end.
    const held = rest.endsWith('\r') ? '\r' : '';
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\r|\n/);
    rest = lines.pop() + held;
    if (rest.length > LONGEST_LINE) throw new Error('a line of the event stream does not end');
    yield* lines;
  }
}
