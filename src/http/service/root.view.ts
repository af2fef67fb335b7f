import { ApiProperty } from '@nestjs/swagger';
import type { ServiceInfo } from '../docs/service-info.js';
import type { ServiceDescription } from './service-description.js';

const LINKS = { health: '/health', metrics: '/metrics', docs: '/docs', openapi: '/docs-json' };

export class RootView {
  @ApiProperty({ example: 'decision-backend' })
  readonly name: string;

  @ApiProperty({ example: '1.0.0' })
  readonly version: string;

  @ApiProperty({ example: 'redis', description: 'The store in use.' })
  readonly repository: string;

  @ApiProperty({ description: 'Whether an accepted process survives the end of this instance.' })
  readonly durable: boolean;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: LINKS })
  readonly links: Readonly<Record<string, string>>;

  constructor(service: ServiceInfo, here: ServiceDescription) {
    this.name = service.name;
    this.version = service.version;
    this.repository = here.repository;
    this.durable = here.durable;
    this.links = { ...here.links, ...LINKS };
  }
}
