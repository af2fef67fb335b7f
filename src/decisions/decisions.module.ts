import { Module } from '@nestjs/common';
import { APPLICATION_PROVIDERS } from './application/application.providers.js';
import { DECISIONS_CONTROLLERS, HTTP_PROVIDERS } from './http/http.providers.js';

/**
 * Decision processes: their rules, use cases and HTTP routes. The store, the engines and the settings are injected by
 * their tokens (`PROCESS_REPOSITORY`, `DECISION_ENGINES`, `RUN_SETTINGS`, …) from global modules that this one does not
 * know.
 */
@Module({
  controllers: DECISIONS_CONTROLLERS,
  providers: [...APPLICATION_PROVIDERS, ...HTTP_PROVIDERS],
  exports: APPLICATION_PROVIDERS,
})
export class DecisionsModule {}
