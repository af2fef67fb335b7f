import { ConfigurableModuleBuilder, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DECISION_ENGINES } from '../decisions/domain/ports/decision-engine.js';
import { analyticEngine } from './analytic/analytic-engine.js';
import { firstAnalyticEngine } from './analytic/first-version.js';
import { loadEngines } from './load-engines.js';
import { SmaaPool } from './smaa-pool.js';

/** Which engines an instance has in addition to its own. */
export interface EnginesOptions {
  /** ES modules with engines that are not part of this program. */
  readonly modules: readonly string[];
}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<EnginesOptions>()
  .setClassMethodName('forRoot')
  .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();

/** The engines of this instance. To add one of your own, name its module in the configuration or list it here. */
@Module({
  providers: [
    { provide: SmaaPool, useFactory: () => new SmaaPool() },
    {
      provide: DECISION_ENGINES,
      inject: [MODULE_OPTIONS_TOKEN, SmaaPool],
      useFactory: async ({ modules }: EnginesOptions, pool: SmaaPool) => [
        analyticEngine(pool.sample),
        firstAnalyticEngine(pool.sample),
        ...(await loadEngines(modules)),
      ],
    },
  ],
  exports: [DECISION_ENGINES],
})
export class EnginesModule extends ConfigurableModuleClass implements OnApplicationShutdown {
  constructor(private readonly pool: SmaaPool) {
    super();
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.close();
  }
}
