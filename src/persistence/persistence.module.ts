import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { CHANGE_FEED } from '../decisions/domain/ports/change.feed.js';
import { INDEX_CHECK } from '../decisions/domain/ports/index.check.js';
import { PROCESS_REPOSITORY } from '../decisions/domain/ports/process.repository.js';
import { STORE_CAPACITY } from '../decisions/domain/ports/store.capacity.js';
import { STORE_DESCRIPTION } from '../decisions/domain/ports/store.description.js';
import { WORKER_REGISTRY } from '../decisions/domain/ports/worker.registry.js';
import { openPersistence, type PersistenceOptions } from './open-persistence.js';
import { PERSISTENCE, type Persistence } from './persistence.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<PersistenceOptions>()
  .setClassMethodName('forRoot')
  .setExtras({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();

/** Opens one store and binds the domain's ports to it. Import it once: each `forRoot` opens a store of its own. */
@Module({
  providers: [
    { provide: PERSISTENCE, inject: [MODULE_OPTIONS_TOKEN], useFactory: openPersistence },
    {
      provide: PROCESS_REPOSITORY,
      inject: [PERSISTENCE],
      useFactory: (store: Persistence) => store.processes,
    },
    { provide: INDEX_CHECK, inject: [PERSISTENCE], useFactory: (store: Persistence) => store.indexes },
    { provide: WORKER_REGISTRY, inject: [PERSISTENCE], useFactory: (store: Persistence) => store.workers },
    { provide: CHANGE_FEED, inject: [PERSISTENCE], useFactory: (store: Persistence) => store.changes },
    { provide: STORE_CAPACITY, inject: [PERSISTENCE], useFactory: (store: Persistence) => store.capacity },
    {
      provide: STORE_DESCRIPTION,
      inject: [PERSISTENCE],
      useFactory: ({ kind, durable }: Persistence) => ({ kind, durable }),
    },
  ],
  exports: [
    PERSISTENCE,
    PROCESS_REPOSITORY,
    INDEX_CHECK,
    WORKER_REGISTRY,
    CHANGE_FEED,
    STORE_CAPACITY,
    STORE_DESCRIPTION,
  ],
})
export class PersistenceModule extends ConfigurableModuleClass {}
