import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChangeFeed } from '../../src/decisions/domain/ports/change.feed.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { QUERY } from '../support/http-bodies.js';
import { tagOf } from '../support/entity-tags.js';
import { EventStream, type ServerEvent } from '../support/http-events.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';

describe('the event stream of a process', () => {
  let instance: AppInstance;
  let gates: Gate[];
  let id: string;
  let path: string;
  let listening: AbortSignal[];

  beforeEach(async () => {
    gates = [new Gate(), new Gate()];
    const stepOf = (index: number) => () => gates[index]?.opened.then(() => ({ step: index })) ?? null;
    listening = [];
    instance = await anApp({
      feed: (feed) => observed(feed, listening),
      engines: [scriptedEngine({ first: stepOf(0), second: stepOf(1) })],
      http: { heartbeatMs: 20 },
    });
    const started = await instance.http.post('/decisions/start', {
      decision_query: QUERY,
      engine: 'scripted',
      problem: {},
    });
    id = started.json.process_id;
    path = started.json.links.events;
  });

  afterEach(async () => {
    for (const gate of gates) gate.open();
    await instance.close();
  });

  it('carries each revision as its id and the status as its data, and ends with the terminal one', async () => {
    const stream = await EventStream.open(instance.port, path);
    expect(stream.reply.statusCode).toBe(200);
    expect(stream.reply.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    const events: ServerEvent[] = [];
    for await (const event of stream) {
      events.push(event);
      gates[events.length - 1]?.open();
    }
    expect(events.map((event) => event.data.progress.completed_steps)).toEqual([0, 1, 2]);
    for (const event of events) expect(`"${event.id}"`).toMatch(tagOf(event.data));
    const last = events.at(-1)?.data;
    expect(last).toEqual((await instance.http.get(`/decisions/status/${id}`)).json);
    expect(last).toMatchObject({ status: 'completed', result: { step: 1 } });
  });

  it('goes on after the last event seen', async () => {
    const stream = await EventStream.open(instance.port, path);
    const [first] = await take(stream, 1);
    gates[0]?.open();
    gates[1]?.open();
    await instance.http.get(`/decisions/status/${id}`, { prefer: 'wait=5' });
    const resumed = await (
      await EventStream.open(instance.port, path, { 'last-event-id': String(first?.id) })
    ).all();
    expect(resumed.length).toBeGreaterThan(0);
    for (const event of resumed) expect(event.data.revision).toBeGreaterThan(Number(first?.data.revision));
    expect(resumed.at(-1)?.data.status).toBe('completed');
  });

  it('tells a client that has seen the end to come back no more', async () => {
    for (const gate of gates) gate.open();
    const events = await (await EventStream.open(instance.port, path)).all();
    const again = await instance.http.get(path, { 'last-event-id': String(events.at(-1)?.id) });
    expect({ status: again.status, text: again.text }).toEqual({ status: 204, text: '' });
    expect(
      await (await EventStream.open(instance.port, path, { 'last-event-id': '999' })).all(),
    ).toHaveLength(1);
  });

  it('is never silent for long', async () => {
    const stream = await EventStream.open(instance.port, path);
    const events = stream[Symbol.asyncIterator]();
    await events.next();
    const next = events.next();
    while (stream.comments.length < 3) await new Promise((resolve) => setImmediate(resolve));
    gates[0]?.open();
    expect((await next).value).toMatchObject({ data: { progress: { completed_steps: 1 } } });
    stream.abandon();
  });

  it('ends for a client that stays when the instance leaves', async () => {
    const stream = await EventStream.open(instance.port, path);
    const all = stream.all();
    await instance.http.get('/');
    const closed = instance.close();
    expect(await all).toHaveLength(1);
    for (const gate of gates) gate.open();
    await closed;
  });

  it('leaves nothing behind for a client that goes away', async () => {
    listening.length = 0;
    const streams = await Promise.all(
      Array.from({ length: 20 }, () => EventStream.open(instance.port, path)),
    );
    for (const stream of streams) await take(stream, 1);
    expect(listening).toHaveLength(1);
    const ended = listening.map(
      (signal) => new Promise((resolve) => signal.addEventListener('abort', resolve)),
    );
    for (const stream of streams) stream.abandon();
    await Promise.all(ended);
    expect((await instance.http.get(`/decisions/status/${id}`)).json.status).toBe('running');
  });

  it('answers HEAD without a stream', async () => {
    expect(await instance.http.send('HEAD', path)).toMatchObject({ status: 200, text: '' });
  });
});

async function take(stream: EventStream, count: number): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (events.length === count) break;
  }
  return events;
}

/** Notes who listens to one process, and until when. */
function observed(feed: ChangeFeed, listening: AbortSignal[]): ChangeFeed {
  return {
    get isHearing() {
      return feed.isHearing;
    },
    changes: (signal, id) => {
      listening.push(signal);
      return feed.changes(signal, id);
    },
  };
}
