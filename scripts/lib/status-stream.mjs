import { eventsOf } from './event-stream.mjs';
import { NoAnswer, Refused } from './service.mjs';
import { shaped, STATUS } from './shapes.mjs';
import { visibleJson } from './text.mjs';

/** A stream begins at once; one that does not is held back by something on the way. */
const BEGIN_MS = 5_000;
/** The service sends a heartbeat far more often. */
const SILENCE_MS = 60_000;

/** The event stream of a process cannot be had here. */
export class NoStream extends Error {}

/**
 * Statuses of a process as its event stream brings them, until it ends or breaks.
 *
 * @param {import('./service.mjs').Service} service
 * @param {string} id
 * @param {{ after: string | null, onRetry: (ms: number) => void }} place `after` is the tag of the last event seen
 * @returns {AsyncGenerator<{ status: object, text: string, tag: string }>}
 * @throws NoStream; Refused, NoAnswer if asking for it another way would not help
 */
export async function* statusStream(service, id, { after, onRetry }) {
  const silence = new Silence(BEGIN_MS);
  try {
    const response = await opened(service, id, { after, silence });
    for await (const { id: tag, data } of eventsOf(audible(response.body, silence), onRetry)) {
      yield { status: shaped(visibleJson(JSON.parse(data)), STATUS), text: data, tag };
    }
  } catch (error) {
    if (silence.isTooLong && !silence.wasBroken) throw new NoStream('it does not begin', { cause: error });
    if (!isBroken(error)) throw error;
  } finally {
    silence.end();
  }
}

async function opened(service, id, { after, silence }) {
  const seen = after === null ? {} : { 'last-event-id': after };
  const request = { headers: { accept: 'text/event-stream', ...seen }, signal: silence.signal };
  const response = await service.open(`/decisions/${id}/events`, request).catch(refuse);
  const type = response.headers.get('content-type') ?? '';
  if (response.status === 200 && type.startsWith('text/event-stream')) return response;
  throw new NoStream(`the answer is ${response.status} ${type}`);
}

/** Where nobody is at home, or the service is busy, another way to ask would get no more. */
function refuse(error) {
  if (error instanceof NoAnswer ? error.cause : error.isPassing) throw error;
  throw new NoStream('it is refused', { cause: error });
}

async function* audible(chunks, silence) {
  for await (const chunk of chunks) {
    silence.break(SILENCE_MS);
    yield chunk;
  }
}

function isBroken(error) {
  return !(error instanceof NoStream || error instanceof Refused || error instanceof NoAnswer);
}

/** Ends a request on which nothing is heard for too long. */
class Silence {
  #controller = new globalThis.AbortController();
  #timer;
  isTooLong = false;
  wasBroken = false;

  constructor(ms) {
    this.#await(ms);
  }

  get signal() {
    return this.#controller.signal;
  }

  /** Something was heard; the next silence may last so long. */
  break(ms) {
    this.wasBroken = true;
    clearTimeout(this.#timer);
    this.#await(ms);
  }

  end() {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }

  #await(ms) {
    this.#timer = setTimeout(() => {
      this.isTooLong = true;
      this.#controller.abort();
    }, ms);
  }
}
