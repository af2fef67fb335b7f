import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { QUERY } from '../support/http-bodies.js';
import { expectProblem } from '../support/http-problems.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe('the output of a step', () => {
  const gate = new Gate();
  let instance: AppInstance;
  let id = '';

  beforeAll(async () => {
    const steps = {
      convert: () => ({ cents: [1250, 999] }),
      'ask around/2': () => gate.opened.then(() => 'asked'),
      decide: () => 999,
    };
    instance = await anApp({ engines: [scriptedEngine(steps)] });
    const body = { decision_query: QUERY, engine: 'scripted', problem: {} };
    const started = await instance.http.post('/decisions/start', body);
    id = started.json.process_id;
    await instance.http.get(`/decisions/status/${id}`, { prefer: 'wait=5', 'if-none-match': '"2"' });
  });

  afterAll(() => instance.close());

  const step = (name: string) => instance.http.get(`/decisions/${id}/steps/${encodeURIComponent(name)}`);

  it('can be seen once the step has finished, while the process goes on', async () => {
    const reply = await step('convert');
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual({
      ...{ process_id: id, name: 'convert', status: 'completed', attempts: 1 },
      ...{ started_at: TIME, completed_at: TIME, duration_ms: expect.any(Number) },
      output: { cents: [1250, 999] },
    });
  });

  it('is not there before the step has finished', async () => {
    const reply = await step('ask around/2');
    expectProblem(reply, 'step_not_found');
    expect(reply.json.detail).toBe('The step has not finished: there is no output yet.');
  });

  it('is not there for a step the process does not have', async () => {
    const reply = await step('none');
    expectProblem(reply, 'step_not_found');
    expect(reply.json.detail).toContain('there are: convert, ask around/2, decide.');
    expectProblem(
      await instance.http.get('/decisions/01980f3e-7c1b-7d64-9f2a-0123456789ab/steps/convert'),
      'process_not_found',
    );
    expectProblem(await instance.http.get('/decisions/nobody/steps/convert'), 'malformed_parameter');
  });

  it('is the result for the last step', async () => {
    gate.open();
    await instance.http.get(`/decisions/status/${id}`, { prefer: 'wait=5' });
    expect((await step('ask around/2')).json.output).toBe('asked');
    expect((await step('decide')).json).toMatchObject({ name: 'decide', output: 999 });
  });
});
