import { ApiProperty } from '@nestjs/swagger';
import type { Checks } from './probes.js';

const CHECKS = {
  type: 'object',
  additionalProperties: { $ref: '#/components/schemas/CheckReport' },
} as const;

/** The state of one part. */
export class CheckReport {
  @ApiProperty({ enum: ['up', 'degraded', 'down'] })
  readonly status!: 'up' | 'degraded' | 'down';

  @ApiProperty({
    required: false,
    example: 'slow',
    description: 'A fixed word for what is wrong.',
  })
  readonly code?: string;

  @ApiProperty({
    required: false,
    example: 'the command zadd, which enters processes in indexes',
    description: 'What the code is about.',
  })
  readonly detail?: string;

  @ApiProperty({ required: false, description: 'Of the store: whether processes outlive this instance.' })
  readonly durable?: boolean;

  @ApiProperty({
    required: false,
    type: [String],
    description: 'Of the store: what its settings put at risk.',
  })
  readonly warnings?: readonly string[];

  @ApiProperty({ required: false, description: 'Of the store: how long its answer took, in milliseconds.' })
  readonly response_ms?: number;
}

/** As bad as the worst check. */
export class ProbeReport {
  @ApiProperty({ enum: ['ok', 'degraded', 'error'] })
  readonly status: 'ok' | 'degraded' | 'error';

  @ApiProperty({
    ...CHECKS,
    example: { startup: { status: 'up' }, store: { status: 'degraded', code: 'slow' } },
  })
  readonly details: Checks;

  constructor(details: Checks) {
    const states = Object.values(details).map(({ status }) => status);
    const passed = states.includes('degraded') ? 'degraded' : 'ok';
    this.status = states.includes('down') ? 'error' : passed;
    this.details = details;
  }
}

/** In the format of Terminus. */
export class HealthReport {
  @ApiProperty({ enum: ['ok', 'degraded', 'error', 'shutting_down'] })
  readonly status!: 'ok' | 'degraded' | 'error' | 'shutting_down';

  @ApiProperty({ ...CHECKS, description: 'What is up or degraded.' })
  readonly info!: Readonly<Record<string, CheckReport>>;

  @ApiProperty({ ...CHECKS, description: 'What is down.' })
  readonly error!: Readonly<Record<string, CheckReport>>;

  @ApiProperty({ ...CHECKS, description: 'Both.' })
  readonly details!: Readonly<Record<string, CheckReport>>;
}
