import { ApiProperty } from '@nestjs/swagger';
import type { InstalledEngine, InstalledWorker } from '../../application/use-cases/installation.js';
import { toTime } from './time.js';

export class EngineSchemasView {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'JSON Schema 2020-12 of `problem`.',
  })
  readonly problem!: object;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'JSON Schema 2020-12 of `result`.',
  })
  readonly result!: object;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Problems it accepts, by what they show.',
  })
  readonly examples!: object;
}

export class EngineView {
  @ApiProperty({ example: 'analytic' })
  readonly name: string;

  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  readonly version: number;

  @ApiProperty({ description: 'Whether the instance that answers can run it.' })
  readonly available: boolean;

  @ApiProperty({ description: 'Whether a new process gets this version.' })
  readonly latest: boolean;

  @ApiProperty({
    type: [String],
    example: ['frame', 'weigh'],
    description: 'Empty where it is not available.',
  })
  readonly steps: readonly string[];

  @ApiProperty({
    type: EngineSchemasView,
    nullable: true,
    description: 'What it takes and gives, if it says so.',
  })
  readonly schemas: EngineSchemasView | null;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    nullable: true,
    description: 'Pending processes of this version, of all callers: for administrators.',
  })
  readonly pending: number | null;

  constructor({ name, version, isHere, isLatest, steps, schemas, pending }: InstalledEngine) {
    this.name = name;
    this.version = version;
    this.available = isHere;
    this.latest = isLatest;
    this.steps = steps;
    this.schemas = schemas;
    this.pending = pending;
  }
}

export class EngineListView {
  @ApiProperty({ type: [EngineView], description: 'By name and version.' })
  readonly engines: readonly EngineView[];

  constructor(engines: readonly InstalledEngine[]) {
    this.engines = engines.map((engine) => new EngineView(engine));
  }
}

export class WorkerView {
  @ApiProperty({ example: 'host-1.17.0af3c2d1', description: 'Host, process and a random part.' })
  readonly worker: string;

  @ApiProperty({ enum: ['alive', 'expired'] })
  readonly lease: 'alive' | 'expired';

  @ApiProperty({ type: String, format: 'date-time', description: "By the store's clock." })
  readonly lease_ends_at: string;

  @ApiProperty({ type: String, nullable: true, example: 'all', description: 'all, api or worker.' })
  readonly role: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Processes it runs at the same time.' })
  readonly slots: number | null;

  @ApiProperty({ type: String, nullable: true, example: '1.0.0', description: 'Of its software.' })
  readonly version: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly started_at: string | null;

  constructor({ worker, leaseEndsAt, isAlive, facts }: InstalledWorker) {
    this.worker = worker;
    this.lease = isAlive ? 'alive' : 'expired';
    this.lease_ends_at = toTime(leaseEndsAt);
    this.role = facts?.role ?? null;
    this.slots = facts?.slots ?? null;
    this.version = facts?.version ?? null;
    this.started_at = facts ? toTime(facts.startedAt) : null;
  }
}

export class WorkerListView {
  @ApiProperty({ type: [WorkerView], description: 'By name.' })
  readonly workers: readonly WorkerView[];

  constructor(workers: readonly InstalledWorker[]) {
    this.workers = workers.map((worker) => new WorkerView(worker));
  }
}
