import { ApiProperty } from '@nestjs/swagger';
import { PROCESS_STATUSES, type ProcessStatus } from '../../domain/decision-process.js';
import type { ProcessSummary } from '../../domain/process-summary.js';
import { EXAMPLE_ID } from '../examples.js';

export class LinksView {
  @ApiProperty({ example: `/decisions/status/${EXAMPLE_ID}` })
  readonly status: string;

  @ApiProperty({ example: `/decisions/${EXAMPLE_ID}/events` })
  readonly events: string;

  @ApiProperty({ example: `/decisions/${EXAMPLE_ID}/cancel` })
  readonly cancel: string;

  constructor(id: string) {
    this.status = statusPath(id);
    this.events = `/decisions/${id}/events`;
    this.cancel = `/decisions/${id}/cancel`;
  }
}

export class AcceptedView {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  readonly process_id: string;

  @ApiProperty({ enum: PROCESS_STATUSES, example: 'running' })
  readonly status: ProcessStatus;

  @ApiProperty({ example: 'The decision process is stored and will run.' })
  readonly message: string;

  @ApiProperty({ description: 'Whether it survives the end of this instance.' })
  readonly durable: boolean;

  @ApiProperty({ type: LinksView })
  readonly links: LinksView;

  constructor({ id, status }: Pick<ProcessSummary, 'id' | 'status'>, message: string, durable: boolean) {
    this.process_id = id;
    this.status = status;
    this.message = message;
    this.durable = durable;
    this.links = new LinksView(id);
  }
}

/** Where the status of a process is, below the root of the service. */
export function statusPath(id: string): string {
  return `/decisions/status/${id}`;
}
