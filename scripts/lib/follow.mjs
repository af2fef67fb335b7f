import { setTimeout as delay } from 'node:timers/promises';
import { NoAnswer } from './service.mjs';
import { shaped, STATUS } from './shapes.mjs';
import { goesOnByItself } from './statuses.mjs';
import { NoStream, statusStream } from './status-stream.mjs';

const WAIT_S = 20;
/** After this many streams in a row without an event, streams do not seem to get through. */
const FRUITLESS_STREAMS = 2;
/** A tag no answer has: the first poll is answered at once. */
const NOTHING_SEEN = '0';
const RECONNECT_MS = 1_000;
const LONGEST_RECONNECT_MS = 15_000;
const GIVE_UP_MS = 60_000;

/**
 * Every status of a process that is news, until it has ended. Follows its event stream and takes it up again where it
 * broke; where streams do not get through, it asks with long polls instead.
 *
 * @param {import('./service.mjs').Service} service
 * @param {string} id
 * @param {{ onTrouble?: (message: string) => void }} [listener] told when the service is away for a while
 * @returns {AsyncGenerator<{ status: object, text: string }>} the status and the document it came in
 * @throws Refused, NoAnswer; once there was an answer, only after a minute without another
 */
export async function* follow(service, id, { onTrouble = () => {} } = {}) {
  const place = { tag: null, fruitlessStreams: 0, reconnectMs: RECONNECT_MS, answeredAt: null };
  for (;;) {
    try {
      for await (const news of round(service, id, place)) {
        yield news;
        if (!goesOnByItself(news.status)) return;
      }
    } catch (error) {
      if (!isPassing(error) || isTooLate(place)) throw error;
      onTrouble(error.message);
      await delay(Math.min((error.retryAfterS ?? 0) * 1_000 || place.reconnectMs, LONGEST_RECONNECT_MS));
    }
  }
}

/** One stream or one poll; the next round does not begin at once if this one brought nothing. */
async function* round(service, id, place) {
  const before = place.tag;
  const ask = place.fruitlessStreams < FRUITLESS_STREAMS ? streamed : polled;
  for await (const answer of ask(service, id, place)) {
    if (answer.tag === place.tag) continue;
    place.tag = answer.tag;
    place.answeredAt = Date.now();
    yield answer;
  }
  if (ask === streamed && place.fruitlessStreams === FRUITLESS_STREAMS) return;
  place.answeredAt = Date.now();
  if (place.tag === before) await delay(place.reconnectMs);
}

async function* streamed(service, id, place) {
  const onRetry = (ms) => (place.reconnectMs = Math.min(ms, LONGEST_RECONNECT_MS));
  let fruitless = place.fruitlessStreams + 1;
  try {
    for await (const answer of statusStream(service, id, { after: place.tag, onRetry })) {
      fruitless = 0;
      yield answer;
    }
  } catch (error) {
    if (!(error instanceof NoStream)) throw error;
    fruitless = FRUITLESS_STREAMS;
  }
  place.fruitlessStreams = fruitless;
}

/** The tags of events and of answers are the same, and opaque. */
async function* polled(service, id, { tag }) {
  const headers = { prefer: `wait=${WAIT_S}`, 'if-none-match': `"${tag ?? NOTHING_SEEN}"` };
  const deadlineMs = (WAIT_S + 15) * 1_000;
  const answer = await service.ask(`/decisions/status/${id}`, { headers, deadlineMs });
  const { status, body, text } = answer;
  if (status === 304) return;
  yield { status: shaped(body, STATUS), text, tag: answer.headers.get('etag')?.replaceAll('"', '') ?? null };
}

function isPassing(error) {
  return error instanceof NoAnswer || error.isPassing === true;
}

function isTooLate({ answeredAt }) {
  return answeredAt === null || Date.now() - answeredAt > GIVE_UP_MS;
}
