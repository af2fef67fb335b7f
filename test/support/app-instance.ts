import { jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { Env } from '../../src/config/env.js';
import { validateEnv } from '../../src/config/validate-env.js';
import { configureApp, httpAdapter } from '../../src/configure-app.js';
import { CHANGE_FEED, type ChangeFeed } from '../../src/decisions/domain/ports/change.feed.js';
import { DECISION_ENGINES, type DecisionEngine } from '../../src/decisions/domain/ports/decision-engine.js';
import {
  PROCESS_REPOSITORY,
  type ProcessRepository,
} from '../../src/decisions/domain/ports/process.repository.js';
import { SmaaPool } from '../../src/engines/smaa-pool.js';
import { HTTP_SETTINGS, type HttpSettings } from '../../src/http/http-settings.js';
import { PERSISTENCE, type Persistence } from '../../src/persistence/persistence.js';
import { HttpClient } from './http-client.js';
import { sampleInPlace } from './smaa-in-place.js';

// A test of the whole program shares the machine with other programs.
jest.setTimeout(60_000);

export interface AppOptions {
  /** Instead of those the program ships with. */
  readonly engines?: readonly DecisionEngine[];
  readonly http?: Partial<HttpSettings>;
  readonly env?: Readonly<Record<string, string>>;
  /** What becomes of the store before anyone uses it. */
  readonly store?: (store: ProcessRepository) => ProcessRepository;
  readonly feed?: (feed: ChangeFeed) => ChangeFeed;
}

export interface AppInstance {
  readonly app: NestFastifyApplication;
  readonly port: number;
  readonly http: HttpClient;
  close(): Promise<void>;
}

/** The whole program on a memory store, listening on a free port of this machine. */
export async function anApp(options: AppOptions = {}): Promise<AppInstance> {
  const env = validateEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', ...options.env });
  const builder = Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(Env)
    .useValue(env)
    .overrideProvider(SmaaPool)
    .useValue(IN_PLACE);
  const module = await adapted(builder, options).compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter());
  app.useLogger(false);
  Object.assign(app.get<HttpSettings>(HTTP_SETTINGS), options.http);
  configureApp(app);
  await app.listen(0, '127.0.0.1');
  const port = portOf(app);
  return { app, port, http: new HttpClient(port), close: () => app.close() };
}

const IN_PLACE = {
  sample: sampleInPlace,
  close: () => Promise.resolve(),
};

function adapted(builder: TestingModuleBuilder, options: AppOptions): TestingModuleBuilder {
  const { engines, store = same, feed = same } = options;
  const opened = (token: symbol, make: (persistence: Persistence) => unknown) =>
    builder.overrideProvider(token).useFactory({ inject: [PERSISTENCE], factory: make });
  if (engines) builder.overrideProvider(DECISION_ENGINES).useValue(engines);
  opened(PROCESS_REPOSITORY, ({ processes }) => store(processes));
  return opened(CHANGE_FEED, ({ changes }) => feed(changes));
}

function same<T>(value: T): T {
  return value;
}

function portOf(app: NestFastifyApplication): number {
  const address = app.getHttpServer().address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
