import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Level, Logger } from 'pino';
import { pathOf, shownPathOf } from '../http/request/request-path.js';
import { isRoutine } from '../http/routine-paths.js';
import { ROOT_LOGGER } from './root-logger.js';
import { traceIdOf } from '../http/request/headers/traceparent.js';

/** One line for each request, also for those that were refused before they reached a route. */
@Injectable()
export class RequestLog implements OnModuleInit {
  constructor(
    @Inject(ROOT_LOGGER) private readonly logger: Logger,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter.getInstance<FastifyInstance>().addHook('onResponse', (request, reply, done) => {
      this.write(request, reply);
      done();
    });
  }

  private write(request: FastifyRequest, reply: FastifyReply): void {
    const level = levelOf(request, reply.statusCode);
    if (!this.logger.isLevelEnabled(level)) return;
    const { method, id, headers } = request;
    const path = shownPathOf(request);
    const outcome = { status: reply.statusCode, duration_ms: Math.round(reply.elapsedTime * 10) / 10 };
    const ids = { request_id: id, ...traceIdOf(headers.traceparent) };
    const message = reply.raw.writableFinished ? 'request completed' : 'request aborted';
    this.logger[level]({ event: 'request', ...ids, method, path, ...outcome }, message);
  }
}

/** Reads that succeeded, and what machines request every few seconds, are logged only at a detailed level. */
function levelOf(request: FastifyRequest, status: number): Level {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if ((isRead && status < 400) || isRoutine(pathOf(request))) return 'debug';
  // With 503 an instance says that its store is away, which is reported separately.
  if (status === 503) return 'warn';
  return status >= 500 ? 'error' : 'info';
}
