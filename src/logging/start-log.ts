import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { RUN_SETTINGS, type RunSettings } from '../decisions/application/base/run-settings.js';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';
import { ROOT_LOGGER } from './root-logger.js';

/** Says at start which store is in use, and loudly what it puts at risk. */
@Injectable()
export class StartLog implements OnApplicationBootstrap {
  constructor(
    @Inject(ROOT_LOGGER) private readonly logger: Logger,
    @Inject(PERSISTENCE) private readonly persistence: Persistence,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
  ) {}

  onApplicationBootstrap(): void {
    const { kind, durable, warnings } = this.persistence;
    const { role, concurrency } = this.settings;
    this.logger.info({ event: 'started', store: kind, durable, role, concurrency }, 'store opened');
    for (const { code, message } of warnings)
      this.logger.warn({ event: 'store_warning', store: kind, code }, message);
  }
}
