import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { A_START, anInstance, type Instance } from '../../../test/support/an-instance.js';
import { FakeClock } from '../../../test/support/fake-clock.js';
import { CALLER, type KeptSpans, keptSpans } from '../../../test/support/kept-spans.js';
import { type ScriptedEngine, scriptedEngine, untilAborted } from '../../../test/support/scripted-engine.js';
import { StepTracing } from '../../decisions/application/running/step-tracing.js';
import { openMemoryPersistence } from '../../persistence/memory/memory-persistence.js';
import type { Persistence } from '../../persistence/persistence.js';
import { ANYONE } from '../../decisions/domain/caller.js';

const A_TRACED_START = { ...A_START, traceparent: CALLER.traceparent };
const LINK_TO_STARTER = [
  expect.objectContaining({
    context: expect.objectContaining({ traceId: CALLER.traceId, spanId: CALLER.spanId }),
  }),
];

describe('the span of a step', () => {
  let clock: FakeClock;
  let store: Persistence;
  let kept: KeptSpans;
  let instances: Instance[];

  beforeEach(() => {
    clock = new FakeClock();
    store = openMemoryPersistence(() => clock.now());
    kept = keptSpans();
    instances = [];
  });

  afterEach(async () => {
    await leave(...instances);
    await kept.tracing.close();
  });

  async function join(engine: ScriptedEngine): Promise<Instance> {
    const worker = `worker-${instances.length + 1}`;
    const instance = await anInstance({ persistence: store, clock, engines: [engine], worker });
    instance.module.get(StepTracing).use(kept.tracing.traceStep);
    instances.push(instance);
    await instance.start();
    return instance;
  }

  async function leave(...leaving: Instance[]): Promise<void> {
    const left = leaving.map((instance) => instance.shutDown());
    await clock.advance(60_000);
    await Promise.all(left);
    instances = instances.filter((instance) => !leaving.includes(instance));
  }

  it('is a child of the request that started the process, and says what ran where', async () => {
    const { manager } = await join(scriptedEngine({ frame: () => 1, decide: () => 2 }));
    const { process } = await manager.start(A_TRACED_START);
    await clock.advance(0);

    expect(kept.spans().map(({ name }) => name)).toEqual(['step frame', 'step decide']);
    for (const span of kept.spans()) {
      expect(span.spanContext().traceId).toBe(CALLER.traceId);
      expect(span.parentSpanContext).toMatchObject({ spanId: CALLER.spanId, isRemote: true });
      expect(span.links).toEqual([]);
    }
    expect(kept.spans()[0]?.attributes).toEqual({
      'decision.process.id': process.id,
      'decision.engine.name': 'scripted',
      'decision.engine.version': 1,
      'decision.step.name': 'frame',
      'decision.step.attempt': 1,
      'decision.step.outcome': 'completed',
      'decision.worker': 'worker-1',
    });
  });

  it('begins a trace of its own where the request belonged to none', async () => {
    const { manager } = await join(scriptedEngine({ decide: () => 1 }));
    await manager.start(A_START);
    await clock.advance(0);

    expect(kept.spans()).toHaveLength(1);
    expect(kept.spans()[0]?.parentSpanContext).toBeUndefined();
  });

  it('is not recorded where the caller does not record the trace', async () => {
    const { access, manager } = await join(scriptedEngine({ decide: () => 1 }));
    const { process } = await manager.start({ ...A_START, traceparent: CALLER.unsampled });
    await clock.advance(0);

    expect(await access.get(ANYONE, process.id)).toMatchObject({ status: 'completed' });
    expect(kept.spans()).toEqual([]);
  });

  it('is the parent of spans that the engine makes', async () => {
    const work = async () => {
      await Promise.resolve();
      trace.getTracer('engine').startSpan('call').end();
      return null;
    };
    const { manager } = await join(scriptedEngine({ decide: work }));
    await manager.start(A_TRACED_START);
    await clock.advance(0);

    const [call, step] = kept.spans();
    expect([call?.name, step?.name]).toEqual(['call', 'step decide']);
    expect(call?.parentSpanContext?.spanId).toBe(step?.spanContext().spanId);
  });

  it('has the code of a failure and no word of its message, and each attempt has one', async () => {
    const fail = (_context: unknown, call: number) => {
      if (call === 1) throw new Error('canary-5d1c');
      return null;
    };
    const { manager } = await join(scriptedEngine({ decide: fail }));
    await manager.start(A_TRACED_START);
    await clock.advance(60_000);

    const [first, second] = kept.spans();
    const code = 'step_failed';
    expect(first?.attributes).toMatchObject({ 'decision.step.outcome': code, 'error.type': code });
    expect(first?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(first?.events).toEqual([]);
    expect(second?.attributes).toMatchObject({ 'decision.step.attempt': 2 });
    expect(second?.links).toEqual(LINK_TO_STARTER);
  });

  it('says why its run was stopped, which is no failure', async () => {
    const { access, manager } = await join(scriptedEngine({ decide: untilAborted }));
    const { process } = await manager.start(A_TRACED_START);
    await clock.advance(0);
    await access.cancel(ANYONE, process.id, null);
    await clock.advance(0);

    expect(kept.spans()[0]?.attributes).toMatchObject({ 'decision.step.outcome': 'superseded' });
    expect(kept.spans()[0]?.status).toEqual({ code: SpanStatusCode.UNSET });
  });

  it('has a link to the starter where another worker goes on with the process, and none after that', async () => {
    const first = await join(scriptedEngine({ frame: () => 1, weigh: untilAborted, decide: () => 3 }));
    await first.manager.start(A_TRACED_START);
    await clock.advance(0);
    await leave(first);
    const before = kept.spans().length;
    await join(scriptedEngine({ frame: () => 1, weigh: () => 2, decide: () => 3 }));
    await clock.advance(60_000);

    const [weigh, decide, ...more] = kept.spans().slice(before);
    expect([weigh?.name, decide?.name, more.length]).toEqual(['step weigh', 'step decide', 0]);
    expect([weigh, decide].map((span) => span?.spanContext().traceId)).toEqual(Array(2).fill(CALLER.traceId));
    expect(weigh?.links).toEqual(LINK_TO_STARTER);
    expect(decide?.links).toEqual([]);
  });

  it('has a link to the starter where the process was resumed', async () => {
    const doomed = (_context: unknown, call: number) => {
      if (call <= 3) throw new Error('not yet');
      return null;
    };
    const { access, manager } = await join(scriptedEngine({ decide: doomed }));
    const { process } = await manager.start(A_TRACED_START);
    await clock.advance(60_000);
    expect(await access.get(ANYONE, process.id)).toMatchObject({ status: 'failed' });
    await access.resume(ANYONE, process.id, null);
    await clock.advance(60_000);

    const resumed = kept.spans().at(-1);
    expect(resumed?.attributes).toMatchObject({
      'decision.step.attempt': 1,
      'decision.step.outcome': 'completed',
    });
    expect(resumed?.links).toEqual(LINK_TO_STARTER);
  });
});
