import { AccessGate } from './access/access.gate.js';
import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { WorkerLifecycle } from './decisions/application/background/worker-lifecycle.js';
import { AnswerInterceptor } from './http/answer/answer.interceptor.js';
import { ApiDocs } from './http/docs/api-docs.js';
import { HTTP_SETTINGS, type HttpSettings } from './http/http-settings.js';
import { parseJsonBody } from './http/request/json-body.js';
import { ProblemFilter } from './http/answer/problem.filter.js';
import { addBodyHook, addLeavingHook, addRequestHooks } from './http/request/request-hooks.js';
import { RequestValidationPipe } from './http/request/request-validation.pipe.js';
import { RequestTracing } from './tracing/request-tracing.js';

export { httpAdapter } from './http/http-adapter.js';

/** Everything about HTTP that is the same for the program and for its tests. Call before `listen`. */
export async function configureApp(app: NestFastifyApplication): Promise<void> {
  const { bodyLimitBytes: bodyLimit } = app.get<HttpSettings>(HTTP_SETTINGS);
  const fastify = app.getHttpAdapter().getInstance();
  app.get(RequestTracing).observe(fastify);
  await protect(app, fastify);
  addRequestHooks(fastify);
  app.get(AccessGate).guard(fastify);
  addBodyHook(fastify);
  addLeavingHook(fastify, () => app.get(WorkerLifecycle).isDraining);
  app.useBodyParser('application/json', { bodyLimit }, (_request, body, done) =>
    done(null, parseJsonBody(body)),
  );
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalInterceptors(new AnswerInterceptor());
  app.useGlobalPipes(new RequestValidationPipe());
  app.get(ApiDocs).describe(app);
}

/** Browsers are told to make nothing of JSON; the documentation page may load what it is made of. */
async function protect(app: NestFastifyApplication, fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRoute', (route) => {
    if (/^\/docs($|\/)/.test(route.url)) route.helmet = { contentSecurityPolicy: PAGE_POLICY };
  });
  await app.register(helmet, {
    contentSecurityPolicy: JSON_POLICY,
    referrerPolicy: { policy: 'no-referrer' },
    // Whoever ends TLS in front of this service says so, or not.
    strictTransportSecurity: false,
  });
}

const JSON_POLICY = {
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
};

const PAGE_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
  },
};
