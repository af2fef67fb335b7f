import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Histogram, Registry } from 'prom-client';
import { knownMethodOf } from '../http/request/request-path.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Measures every request under the template of its route; what callers invent gets no series of its own. */
@Injectable()
export class HttpMetrics implements OnModuleInit {
  private readonly duration: Histogram<'method' | 'route' | 'code'>;

  constructor(
    registry: Registry,
    private readonly host: HttpAdapterHost,
  ) {
    this.duration = new Histogram({
      name: 'decision_http_request_duration_seconds',
      help: 'Duration of HTTP requests',
      labelNames: ['method', 'route', 'code'],
      buckets: SECONDS,
      registers: [registry],
    });
  }

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', (request, reply, done) => {
      this.duration.observe(labelsOf(request, reply), reply.elapsedTime / 1_000);
      done();
    });
  }
}

function labelsOf(request: FastifyRequest, { statusCode }: FastifyReply) {
  const { url } = request.routeOptions;
  return {
    method: knownMethodOf(request, 'other'),
    route: request.is404 || url === undefined ? 'unmatched' : url,
    code: statusCode,
  };
}
