import { afterEach, describe, expect, it } from '@jest/globals';
import { RetryableStepError } from '../../src/decisions/domain/ports/decision-engine.js';
import { until } from '../support/until.js';
import { anApp, type AppInstance } from '../support/app-instance.js';
import { aStartBody } from '../support/http-bodies.js';
import { scriptedEngine } from '../support/scripted-engine.js';

describe('a step that is tried again', () => {
  let instance: AppInstance;

  afterEach(() => instance.close());

  it('says what went wrong and when the next attempt comes', async () => {
    const engine = scriptedEngine({
      only: (_context, call) => {
        if (call === 1) throw new RetryableStepError('busy', 'The supplier does not answer.');
        return 'done';
      },
    });
    instance = await anApp({ engines: [engine], env: { RETRY_BACKOFF_MS: '2400' } });
    const body = aStartBody({ engine: 'scripted', problem: {} });
    const { json: accepted } = await instance.http.post('/decisions/start', body);
    const status = async () => (await instance.http.get(`/decisions/status/${accepted.process_id}`)).json;
    await until(async () => (await status()).last_error !== null);
    const waiting = await status();
    expect(waiting).toMatchObject({
      status: 'pending',
      error: null,
      last_error: { code: 'busy', message: 'The supplier does not answer.', step: 'only' },
      next_attempt_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    await until(async () => (await status()).status === 'completed');
    expect(await status()).toMatchObject({ last_error: null, next_attempt_at: null });
  });
});
