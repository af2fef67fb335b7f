import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'nestjs-pino';

/** Parts of the framework that log, line by line, how they assemble the program. */
const ASSEMBLY = new Set<unknown>([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/**
 * What the framework says goes through our logger; how it assembles the program is of interest to its developers only.
 */
export function nestLogger(
  logger: Pick<Logger, 'log' | 'fatal' | 'error' | 'warn' | 'debug' | 'verbose'>,
): LoggerService {
  return {
    log: (message: unknown, ...rest: unknown[]) =>
      ASSEMBLY.has(rest.at(-1)) ? logger.debug(message, ...rest) : logger.log(message, ...rest),
    fatal: (message: unknown, ...rest: unknown[]) => logger.fatal(withoutErrorText(message), ...rest),
    error: (message: unknown, ...rest: unknown[]) => logger.error(withoutErrorText(message), ...rest),
    warn: (message: unknown, ...rest: unknown[]) => logger.warn(message, ...rest),
    debug: (message: unknown, ...rest: unknown[]) => logger.debug(message, ...rest),
    verbose: (message: unknown, ...rest: unknown[]) => logger.verbose(message, ...rest),
  };
}

const FRAMES = /(?:\n\s+at [^\n]+)+\s*$/;

/**
 * An error is often passed on as its stack, whose beginning may quote what a user sent: only its type and frames are
 * kept.
 */
function withoutErrorText(message: unknown): unknown {
  const frames = typeof message === 'string' ? FRAMES.exec(message) : null;
  if (typeof message !== 'string' || !frames) return message;
  const [name = 'Error'] = /^\w+/.exec(message) ?? [];
  return { err: Object.assign(new Error(), { name, stack: frames[0] }) };
}
