import { Global, Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { Env } from './env.js';
import { validateEnv } from './validate-env.js';

/**
 * Provides the validated {@link Env} everywhere. `ConfigModule` adds what `.env` says to the variables of the process;
 * they are judged when the application is created, so that importing this file has no opinion about them.
 */
@Global()
@Module({
  imports: [ConfigModule.forRoot()],
  providers: [{ provide: Env, inject: [ConfigService], useFactory: () => validateEnv(process.env) }],
  exports: [Env],
})
export class ConfigurationModule {}
