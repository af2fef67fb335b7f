import { ApiProperty } from '@nestjs/swagger';
import type { ServiceInfo } from '../../../http/docs/service-info.js';
import type { StoreDescription } from '../../domain/ports/store.description.js';

const LINKS = {
  start: '/decisions/start',
  run: '/decisions/run',
  processes: '/decisions/processes',
  stats: '/decisions/stats',
  health: '/health',
  metrics: '/metrics',
  docs: '/docs',
  openapi: '/docs-json',
};

export class RootView {
  @ApiProperty({ example: 'decision-backend' })
  readonly name: string;

  @ApiProperty({ example: '1.0.0' })
  readonly version: string;

  @ApiProperty({ enum: ['memory', 'redis'] })
  readonly repository: StoreDescription['kind'];

  @ApiProperty({ description: 'Whether an accepted process survives the end of this instance.' })
  readonly durable: boolean;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: LINKS })
  readonly links: Readonly<Record<string, string>> = LINKS;

  constructor(service: ServiceInfo, store: StoreDescription) {
    this.name = service.name;
    this.version = service.version;
    this.repository = store.kind;
    this.durable = store.durable;
  }
}
