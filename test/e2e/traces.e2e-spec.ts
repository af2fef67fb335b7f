import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HttpClient } from '../support/http-client.js';
import { CALLER } from '../support/kept-spans.js';
import { freePort } from '../support/free-port.js';
import { RedisServer } from '../support/redis-server.js';
import { RunningScript } from '../support/run-script.js';
import { TraceCollector } from '../support/trace-collector.js';
import { membersOf } from '../support/stored-record.js';

jest.setTimeout(120_000);

const CANARY = 'canary-5d1c';
const OUR_TRACE = `"trace_id":"${CALLER.traceId}"`;

interface Program {
  readonly script: RunningScript;
  readonly http: HttpClient;
}

describe('traces of server processes on one Redis', () => {
  const folder = mkdtempSync(join(tmpdir(), 'traces-'));
  const programs: Program[] = [];
  let redis: RedisServer;
  let collector: TraceCollector;
  let gates = 0;

  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  beforeEach(async () => {
    collector = await TraceCollector.start();
  });
  afterEach(async () => {
    await Promise.all(programs.splice(0).map(end));
    await collector.stop();
  });
  afterAll(async () => {
    await redis.stop();
    rmSync(folder, { recursive: true });
  });

  it('tell one story from the request to the last step, also where a killed server is taken over from', async () => {
    const first = await aProgram(tracesTo(collector.url));
    const gate = aGate();
    const id = await start(first, gate);
    const request = await collector.span(({ name }) => name === 'POST /decisions/start');
    const look = await collector.span(({ name }) => name === 'step look');
    const lookup = await collector.span(({ name }) => name === 'lookup');
    first.script.signal('SIGKILL');

    const second = await aProgram(tracesTo(collector.url));
    writeFileSync(gate, '');
    const hold = await collector.span(({ name }) => name === 'step hold');
    const leave = await collector.span(({ name }) => name === 'step leave');

    const starter = { traceId: CALLER.traceId, spanId: request.spanId };
    for (const span of [request, look, lookup, hold, leave]) expect(span.traceId).toBe(CALLER.traceId);
    expect([request, lookup].map(({ parentSpanId }) => parentSpanId)).toEqual([CALLER.spanId, look.spanId]);
    for (const step of [look, hold, leave]) {
      expect(step.parentSpanId).toBe(request.spanId);
      expect(step.attributes).toMatchObject({ 'decision.process.id': id });
    }
    expect([look, hold, leave].map(({ links }) => links)).toEqual([[], [starter], []]);
    expect(hold.attributes).toMatchObject({
      'decision.step.attempt': 2,
      'decision.step.outcome': 'completed',
    });
    expect(hold.resource).toMatchObject({ 'service.name': 'decisions-under-test' });
    expect(hold.resource['service.instance.id']).toBe(hold.attributes['decision.worker']);
    expect(hold.attributes['decision.worker']).not.toBe(look.attributes['decision.worker']);
    expect(collector.text).not.toContain(CANARY);

    await second.script.printed('process completed');
    const logs = [await end(first), await end(second)];
    expect(linesWith(logs, '"event":"request"', '/decisions/start')).toEqual([
      expect.stringContaining(OUR_TRACE),
    ]);
    const settled = linesWith(logs, 'process completed');
    expect(settled).toEqual([expect.stringContaining(OUR_TRACE)]);
  });

  it('are sent before a server leaves', async () => {
    const program = await aProgram({ ...tracesTo(collector.url), ENABLE_REDIS_PERSISTENCE: 'false' });
    await program.http.get('/decisions/stats');
    program.script.signal('SIGTERM');
    expect((await program.script.end()).code).toBe(0);

    expect(collector.spans.map(({ name }) => name)).toContain('GET /decisions/stats');
  });

  it('are given up, and that is said once, where the collector is away: requests and leaving go on', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const impatient = { OTEL_EXPORTER_OTLP_TIMEOUT: '100', ENABLE_REDIS_PERSISTENCE: 'false' };
    const program = await aProgram({ ...tracesTo(nowhere), ...impatient });
    expect((await program.http.get('/decisions/stats')).status).toBe(200);
    await program.script.printed('"task":"tracing"');
    expect((await program.http.get('/decisions/stats')).status).toBe(200);
    program.script.signal('SIGTERM');
    const { code, stdout } = await program.script.end();

    expect(code).toBe(0);
    const [trouble = '', ...more] = linesWith([stdout], '"task":"tracing"');
    expect(JSON.parse(trouble)).toMatchObject({ event: 'trouble', err: { code: 'traces_not_sent' } });
    expect(more).toEqual([]);
    expect(stdout).not.toContain(nowhere);
  });

  it('are off unless they are asked for, and the context of the caller is kept as it came', async () => {
    const program = await aProgram({ ...tracesTo(collector.url), OTEL_TRACES_EXPORTER: '' });
    const gate = aGate();
    writeFileSync(gate, '');
    const id = await start(program, gate);
    await program.script.printed('process completed');

    expect(await redis.admin.keys(`*${id}`)).toHaveLength(1);
    const [key = ''] = await redis.admin.keys(`*${id}`);
    expect(membersOf(await redis.admin.hgetall(key)).traceparent).toBe(CALLER.traceparent);
    expect(linesWith([await end(program)], 'process completed')).toEqual([
      expect.stringContaining(OUR_TRACE),
    ]);
    expect(collector.text).toBe('');
  });

  async function aProgram(variables: Readonly<Record<string, string>>): Promise<Program> {
    const port = await freePort();
    const script = RunningScript.start(['dist/main.js'], {
      ...{ PORT: String(port), LOG_FORMAT: 'json', SHUTDOWN_GRACE_MS: '0', LEASE_MS: '2000' },
      ...{ ENABLE_REDIS_PERSISTENCE: 'true', PERSISTENCE_FALLBACK: 'refuse', REDIS_URL: redis.url },
      ...{ ENGINE_MODULES: resolve('test/support/traced.engine.mjs'), ...variables },
    });
    const program = { script, http: new HttpClient(port) };
    programs.push(program);
    await script.printed('listening on');
    return program;
  }

  function aGate(): string {
    return join(folder, `gate-${++gates}`);
  }
});

function tracesTo(url: string): Record<string, string> {
  return {
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_SERVICE_NAME: 'decisions-under-test',
  };
}

async function start({ http }: Program, gate: string): Promise<string> {
  const body = {
    decision_query: `Which ${CANARY}?`,
    engine: 'traced',
    problem: { gate, canary: CANARY },
    labels: { team: CANARY },
  };
  const { status, json } = await http.post('/decisions/start', body, { traceparent: CALLER.traceparent });
  expect(status).toBe(202);
  return json.process_id;
}

/** Ends it at once; resolves to its log. */
async function end({ script }: Program): Promise<string> {
  script.signal('SIGKILL');
  return (await script.end()).stdout;
}

function linesWith(logs: readonly string[], ...texts: readonly string[]): string[] {
  const lines = logs.flatMap((log) => log.split('\n'));
  return lines.filter((line) => texts.every((text) => line.includes(text)));
}
