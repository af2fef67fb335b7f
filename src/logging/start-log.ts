import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { UNREAD_VARIABLES, type UnreadVariable } from '../config/given/unread-variables.js';
import { RUN_SETTINGS, type RunSettings } from '../decisions/application/base/run-settings.js';
import { PERSISTENCE, type Persistence } from '../persistence/persistence.js';
import { ROOT_LOGGER } from './root-logger.js';

/**
 * Logs at start which store is in use, and warns about anything that puts processes at risk or differs from the
 * configuration.
 */
@Injectable()
export class StartLog implements OnApplicationBootstrap {
  constructor(
    @Inject(ROOT_LOGGER) private readonly logger: Logger,
    @Inject(PERSISTENCE) private readonly persistence: Persistence,
    @Inject(RUN_SETTINGS) private readonly settings: RunSettings,
    @Inject(UNREAD_VARIABLES) private readonly unread: readonly UnreadVariable[],
  ) {}

  onApplicationBootstrap(): void {
    const { kind, durable, address, warnings, notices = [] } = this.persistence;
    const { role, concurrency } = this.settings;
    this.logger.info({ event: 'started', store: kind, address, durable, role, concurrency }, 'store opened');
    for (const { code, message } of [...warnings, ...notices])
      this.logger.warn({ event: 'store_warning', store: kind, code }, message);
    for (const { name, meant, message } of this.unread)
      this.logger.warn({ event: 'unread_variable', variable: name, meant }, message);
  }
}
