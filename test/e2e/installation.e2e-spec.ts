import { afterEach, describe, expect, it } from '@jest/globals';
import { SERVICE_INFO } from '../../src/http/docs/service-info.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { Gate, scriptedEngine } from '../support/scripted-engine.js';

describe('what an installation consists of', () => {
  let instance: AppInstance;

  afterEach(() => instance.close());

  it('is its engines, with their steps and with how many processes wait for each', async () => {
    const gate = new Gate();
    const engine = scriptedEngine({ first: () => gate.opened.then(() => 1), second: () => 2 });
    instance = await anApp({ engines: [engine], env: { CONCURRENCY: '1' } });
    for (let started = 0; started < 3; started++) {
      const body = { decision_query: 'Which of them?', engine: 'scripted', problem: {} };
      expect((await instance.http.post('/decisions/start', body)).status).toBe(202);
    }
    const { status, json } = await instance.http.get('/decisions/engines');
    gate.open();

    expect([status, json]).toEqual([
      200,
      {
        engines: [
          {
            ...{ name: 'scripted', version: engine.version, available: true, latest: true },
            ...{ steps: ['first', 'second'], schemas: null, pending: 2 },
          },
        ],
      },
    ]);
  });

  it('is its workers, with their lease, slots and version, and since when they are there', async () => {
    instance = await anApp({ env: { CONCURRENCY: '7' } });
    const { status, json } = await instance.http.get('/decisions/workers');

    expect([status, json]).toEqual([
      200,
      {
        workers: [
          {
            ...{ worker: expect.stringMatching(/\.\d+\./), lease: 'alive', role: 'all', slots: 7 },
            ...{
              version: SERVICE_INFO.version,
              started_at: expect.any(String),
              lease_ends_at: expect.any(String),
            },
          },
        ],
      },
    ]);
  });

  it('says what the engine that ships takes and gives', async () => {
    instance = await anApp();
    const { json } = await instance.http.get('/decisions/engines');

    expect(json.engines).toContainEqual(
      expect.objectContaining({
        name: 'analytic',
        latest: true,
        schemas: expect.objectContaining({ problem: expect.any(Object), result: expect.any(Object) }),
      }),
    );
  });
});
