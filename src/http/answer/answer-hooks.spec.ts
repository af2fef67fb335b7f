import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import Fastify, { type FastifyInstance } from 'fastify';
import fc from 'fast-check';
import type { HttpSettings } from '../http-settings.js';
import { addAnswerHooks } from './answer-hooks.js';
import { AnswersInFlight } from './answers-in-flight.js';

const MOST_BYTES = 300_000;

describe('an answer', () => {
  let fastify: FastifyInstance;
  let url: string;
  let inFlight: AnswersInFlight;
  let payload: string | Buffer;
  let sent: Promise<unknown>;

  beforeEach(async () => {
    inFlight = new AnswersInFlight({
      inFlightBytes: MOST_BYTES,
      callerShareBytes: MOST_BYTES,
    } as HttpSettings);
    fastify = Fastify();
    addAnswerHooks(fastify, inFlight, () => false);
    fastify.get('/', (_request, reply) => {
      sent = once(reply.raw, 'close');
      return reply.type('text/plain; charset=utf-8').send(payload);
    });
    url = await fastify.listen({ host: '127.0.0.1', port: 0 });
  });

  afterEach(() => fastify.close());

  async function answerOf(body: string | Buffer): Promise<Response> {
    payload = body;
    return fetch(url);
  }

  /** Texts around the sizes at which they are counted, and sent in parts, in letters of one to four bytes. */
  const texts = fc
    .record({
      length: fc.oneof(
        ...[8_192, 21_845, 65_536].map((size) => fc.integer({ min: size - 3, max: size + 3 })),
      ),
      letter: fc.constantFrom('a', 'é', '字', '🙂'),
    })
    .map(({ length, letter }) => letter.repeat(Math.floor(length / letter.length)));

  it('arrives as it is, whatever its size and letters, and takes no room once it has been sent', async () => {
    const all = { length: MOST_BYTES };
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (text, isBuffer) => {
        const answer = await answerOf(isBuffer ? Buffer.from(text) : text);
        expect(Number(answer.headers.get('content-length'))).toBe(Buffer.byteLength(text));
        expect((await answer.text()) === text).toBe(true);
        await sent;
        expect(inFlight.take(all, null)).toBeNull();
        inFlight.release(all, null);
      }),
    );
  });

  it('is counted in bytes, as text and as a buffer, unless it is small', async () => {
    const statusOf = async (body: string | Buffer) => {
      const answer = await answerOf(body);
      await answer.text();
      await sent;
      return answer.status;
    };
    const [fits, tooLarge, small] = ['é'.repeat(9_000), '字'.repeat(9_000), 'a'.repeat(8_000)];
    inFlight.take({ length: MOST_BYTES - 20_000 }, null);
    for (const form of [(text: string) => text, (text: string) => Buffer.from(text)]) {
      expect(await statusOf(form(fits))).toBe(200);
      expect(await statusOf(form(tooLarge))).toBe(503);
    }
    inFlight.take({ length: 20_000 }, null);
    expect(await statusOf(small)).toBe(200);
    expect(await statusOf(fits)).toBe(503);
  });
});
