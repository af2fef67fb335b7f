import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type ProcessEvent, ProcessEvents } from '../../src/decisions/application/base/process-events.js';
import { until } from '../support/until.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { scriptedEngine } from '../support/scripted-engine.js';

const PATIENCE_MS = 20_000;

/** A caller in a thread of its own, which the event loop of the service cannot hold up. */
const CALLER = `
  const { parentPort, workerData: { port, path, told } } = require('node:worker_threads');
  fetch('http://127.0.0.1:' + port + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ decision_query: 'Which way?', engine: 'scripted', problem: {} }),
  }).then(async (response) => {
    await response.text();
    Atomics.store(told, 0, 1);
    Atomics.notify(told, 0);
    parentPort.postMessage(response.status);
  });
`;

describe('a first step that computes without a pause', () => {
  let instance: AppInstance;

  afterEach(() => instance.close());

  it('begins when the caller has its 202, and is named when it has blocked the event loop', async () => {
    const told = new Int32Array(new SharedArrayBuffer(4));
    const outcomes: string[] = [];
    const engine = scriptedEngine({
      only: () => {
        outcomes.push(Atomics.wait(told, 0, 0, PATIENCE_MS));
        // Long enough to be noticed, whether or not it had to wait.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
        return 'done';
      },
    });
    instance = await anApp({ engines: [engine] });
    const events: ProcessEvent[] = [];
    instance.app.get(ProcessEvents).subscribe((event) => events.push(event));
    const caller = new Worker(CALLER, {
      eval: true,
      workerData: { port: instance.port, path: '/decisions/start', told },
    });
    const [status] = (await once(caller, 'message')) as [number];
    expect(status).toBe(202);
    await until(() => events.some(({ type }) => type === 'settled'));
    expect(outcomes).not.toContain('timed-out');
    await until(() => events.some(({ type }) => type === 'loop_blocked'));
    const blocked = events.find((event) => event.type === 'loop_blocked');
    expect(blocked).toMatchObject({ steps: [{ engine: 'scripted', step: 'only' }] });
  });
});
