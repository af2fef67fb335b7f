import { describe, expect, it } from '@jest/globals';
import { validateEnv } from '../config/validate-env.js';
import { createRootLogger } from './root-logger.js';

describe('the root logger', () => {
  it.each([
    ['an error alone', [new Error('canary')]],
    ['an error among fields', [{ err: new Error('canary'), task: 'run' }]],
  ] as const)('does not take the text of %s for a message', (_case, [first]) => {
    const written: string[] = [];
    const logger = createRootLogger(validateEnv({}), 'worker-1', {
      write: (line) => void written.push(line),
    });
    logger.error(first);

    expect(JSON.parse(written.join(''))).toMatchObject({
      level: 'error',
      msg: 'error',
      err: { type: 'Error' },
    });
    expect(written.join('')).not.toContain('canary');
  });

  it('leaves out what is below the level asked for', () => {
    const written: string[] = [];
    const logger = createRootLogger(validateEnv({ LOG_LEVEL: 'warn' }), 'worker-1', {
      write: (line) => void written.push(line),
    });
    logger.info('quiet');
    logger.warn({ step: 'frame' }, 'loud');

    expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 'warn', time: expect.any(String), worker: 'worker-1', step: 'frame', msg: 'loud' },
    ]);
  });
});
