import { describe, expect, it } from '@jest/globals';
import { nestLogger } from './nest-logger.js';
import { describeError } from './describe-error.js';

describe('what the framework says', () => {
  it('is repeated at its level, with its context', () => {
    const { said, logger } = aLogger();
    logger.log('listening', 'Main');
    logger.error('not listening', 'Main');

    expect(said).toEqual([
      ['log', 'listening', 'Main'],
      ['error', 'not listening', 'Main'],
    ]);
  });

  it('is of interest to developers only where it is about putting the program together', () => {
    const { said, logger } = aLogger();
    logger.log('AppModule dependencies initialized', 'InstanceLoader');

    expect(said).toEqual([['debug', 'AppModule dependencies initialized', 'InstanceLoader']]);
  });

  it('keeps type and frames of an error that is handed over as its stack, and not its text', () => {
    const { said, logger } = aLogger();
    logger.error(new TypeError('canary\ncanary').stack, 'HTTP');

    const [level, line, context] = said[0] ?? [];
    const { err } = line as { err: unknown };
    expect([level, context]).toEqual(['error', 'HTTP']);
    expect(JSON.stringify(describeError(err))).not.toContain('canary');
    expect(describeError(err)).toEqual({
      type: 'TypeError',
      frames: expect.arrayContaining([expect.stringContaining('nest-logger.spec')]),
    });
  });
});

function aLogger() {
  const said: unknown[][] = [];
  const at =
    (level: string) =>
    (...words: unknown[]) =>
      void said.push([level, ...words]);
  const logger = nestLogger({
    ...{ log: at('log'), fatal: at('fatal'), error: at('error') },
    ...{ warn: at('warn'), debug: at('debug'), verbose: at('verbose') },
  });
  return { said, logger };
}
