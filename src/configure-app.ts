import { AccessGate } from './access/access.gate.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { WorkerLifecycle } from './decisions/application/background/worker-lifecycle.js';
import { ApiDocs } from './http/docs/api-docs.js';
import { HTTP_SETTINGS, type HttpSettings } from './http/http-settings.js';
import { parseJsonBody } from './http/request/json-body.js';
import { ProblemFilter } from './http/answer/problem.filter.js';
import { addBodyHook, addLeavingHook, addRequestHooks } from './http/request/request-hooks.js';
import { RequestValidationPipe } from './http/request/request-validation.pipe.js';
import { addSecurityHeaders } from './http/answer/security-headers.js';
import { RequestTracing } from './tracing/request-tracing.js';

export { httpAdapter } from './http/http-adapter.js';

/** Everything about HTTP that is the same for the program and for its tests. Call before `listen`. */
export function configureApp(app: NestFastifyApplication): void {
  const { bodyLimitBytes: bodyLimit } = app.get<HttpSettings>(HTTP_SETTINGS);
  const fastify = app.getHttpAdapter().getInstance();
  app.get(RequestTracing).observe(fastify);
  addSecurityHeaders(fastify);
  addRequestHooks(fastify);
  app.get(AccessGate).guard(fastify);
  addBodyHook(fastify);
  const lifecycle = app.get(WorkerLifecycle);
  addLeavingHook(fastify, () => lifecycle.isDraining);
  app.useBodyParser('application/json', { bodyLimit }, (_request, body, done) =>
    done(null, parseJsonBody(body)),
  );
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new RequestValidationPipe());
  app.get(ApiDocs).describe(app);
}
