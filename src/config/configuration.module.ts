import { Global, Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { RUN_SETTINGS } from '../decisions/application/base/run-settings.js';
import { HTTP_SETTINGS } from '../http/http-settings.js';
import { Env } from './env.js';
import { httpSettings, runSettings } from './options.js';
import { overruledSettings } from './given/overruled-settings.js';
import { UNREAD_VARIABLES } from './given/unread-variables.js';
import { unreadVariables, validateEnv } from './validate-env.js';
import { newWorkerId } from './worker-id.js';

/**
 * Provides the validated {@link Env} everywhere, and what the application takes from it. `ConfigModule` adds what `.env`
 * says to the variables of the process; they are judged when the application is created, not when this file is imported.
 */
@Global()
@Module({
  imports: [ConfigModule.forRoot()],
  providers: [
    { provide: Env, inject: [ConfigService], useFactory: () => validateEnv(process.env) },
    {
      provide: UNREAD_VARIABLES,
      inject: [Env],
      useFactory: (env: Env) => [...unreadVariables(process.env), ...overruledSettings(env)],
    },
    { provide: RUN_SETTINGS, inject: [Env], useFactory: (env: Env) => runSettings(env, newWorkerId()) },
    { provide: HTTP_SETTINGS, inject: [Env], useFactory: httpSettings },
  ],
  exports: [Env, UNREAD_VARIABLES, RUN_SETTINGS, HTTP_SETTINGS],
})
export class ConfigurationModule {}
