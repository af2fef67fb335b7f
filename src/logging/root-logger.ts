import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Env } from '../config/env.js';
import { isInstance } from '../decisions/domain/foreign/thrown.js';
import { describeError } from './describe-error.js';
import { prettyLine } from './pretty-line.js';
import { standardOutput } from './standard-output.js';

/** The token under which the logger is injected that writes every line. */
export const ROOT_LOGGER = Symbol('ROOT_LOGGER');

/** The logger that writes every line: only fields that were chosen for the log get into it. */
export function createRootLogger(
  env: Pick<Env, 'LOG_LEVEL' | 'logFormat'>,
  worker: string,
  destination: DestinationStream = destinationFor(env.logFormat),
): Logger {
  const options: LoggerOptions = {
    level: env.LOG_LEVEL,
    base: { worker },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    hooks: { logMethod: withFixedMessage },
  };
  return pino(options, destination);
}

function destinationFor(format: 'json' | 'pretty'): DestinationStream {
  return format === 'json'
    ? standardOutput()
    : PinoPretty({ sync: true, hideObject: true, messageFormat: (fields) => prettyLine(fields) });
}

/** Where a line has an error and no message, pino takes the error's own text, which may quote what a user sent. */
const withFixedMessage: NonNullable<LoggerOptions['hooks']>['logMethod'] = function (args, method) {
  const [first, message] = args as [unknown, unknown?];
  const isError = isInstance(first, Error);
  const hasError = typeof first === 'object' && first !== null && 'err' in first;
  if ((isError || hasError) && typeof message !== 'string') {
    method.call(this, isError ? { err: first } : first, 'error');
    return;
  }
  method.apply(this, args);
};
