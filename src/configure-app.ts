import { AccessGate } from './access/access.gate.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { WorkerLifecycle } from './decisions/application/background/worker-lifecycle.js';
import { DECISION_ENGINES, type DecisionEngine } from './decisions/domain/ports/decision-engine.js';
import { addEngineSchemas } from './decisions/http/docs/engine-schemas.js';
import { nameShortPath } from './decisions/http/docs/status.docs.js';
import { problemOf } from './decisions/http/answers/problem-of.js';
import { addAnswerHooks } from './http/answer/answer-hooks.js';
import { AnswersInFlight } from './http/answer/answers-in-flight.js';
import { ApiDocs } from './http/docs/api-docs.js';
import { HttpAdapter } from './http/http-adapter.js';
import { HTTP_SETTINGS, type HttpSettings } from './http/http-settings.js';
import { addBodyHooks } from './http/request/body/body-hooks.js';
import { parseJsonBody } from './http/request/body/json-body.js';
import { ProblemFilter } from './http/answer/problem.filter.js';
import { addRequestHooks } from './http/request/request-hooks.js';
import { RequestValidationPipe } from './http/request/request-validation.pipe.js';
import { RequestTracing } from './tracing/request-tracing.js';

export { httpAdapter } from './http/http-adapter.js';

/** Everything about HTTP that is the same for the program and for its tests. Call it before `listen`. */
export function configureApp(app: NestFastifyApplication): void {
  const settings = app.get<HttpSettings>(HTTP_SETTINGS);
  const { bodyLimitBytes: bodyLimit } = settings;
  const fastify = app.getHttpAdapter().getInstance();
  limitConnections(app, settings);
  app.get(RequestTracing).observe(fastify);
  const docs = app.get(ApiDocs);
  addRequestHooks(fastify, settings, (route) => docs.parametersOf(route));
  app.get(AccessGate).guard(fastify);
  addBodyHooks(fastify, settings);
  const lifecycle = app.get(WorkerLifecycle);
  addAnswerHooks(fastify, app.get(AnswersInFlight), () => lifecycle.isDraining);
  app.useBodyParser('application/json', { bodyLimit }, (_request, body, done) =>
    done(null, parseJsonBody(body)),
  );
  app.useGlobalFilters(new ProblemFilter(bodyLimit, problemOf));
  app.useGlobalPipes(new RequestValidationPipe());
  docs.describe(app, (document) => {
    nameShortPath(document);
    addEngineSchemas(document, app.get<readonly DecisionEngine[]>(DECISION_ENGINES));
  });
}

function limitConnections(app: NestFastifyApplication, settings: HttpSettings): void {
  const adapter = app.getHttpAdapter();
  if (!(adapter instanceof HttpAdapter))
    throw new Error('The application was not created with httpAdapter().');
  const server = app.getHttpServer();
  server.maxConnections = settings.maxConnections;
  server.keepAliveTimeout = settings.keepAliveMs;
  adapter.connections.limits = settings;
  adapter.getInstance<FastifyInstance>().addHook('preClose', (done) => {
    adapter.connections.close();
    done();
  });
}
