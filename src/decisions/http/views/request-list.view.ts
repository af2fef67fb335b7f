import { ApiProperty } from '@nestjs/swagger';
import type { AnyRequest } from '../../application/use-cases/requests.js';
import type { ProcessId } from '../../domain/ids.js';
import type { RequestPage, WaitingHead } from '../../domain/ports/list.queries.js';
import { RequestView } from './request.view.js';

/** An open request, and what the process it belongs to is about. */
export class InboxRequestView extends RequestView {
  @ApiProperty({ example: 'Which supplier should we sign for the next three years?' })
  readonly decision_query: string;

  constructor({ id, query, request }: WaitingHead) {
    super(id, request);
    this.decision_query = query;
  }
}

export class InboxView {
  @ApiProperty({ type: [InboxRequestView], description: 'Those that expire first come first.' })
  readonly requests: readonly InboxRequestView[];

  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null on the last.' })
  readonly next_cursor: string | null;

  constructor({ processes, nextCursor }: RequestPage) {
    this.requests = processes.map((process) => new InboxRequestView(process));
    this.next_cursor = nextCursor;
  }
}

export class RequestHistoryView {
  @ApiProperty({ type: [RequestView], description: 'In the order they were asked.' })
  readonly requests: readonly RequestView[];

  constructor(id: ProcessId, requests: readonly AnyRequest[]) {
    this.requests = requests.map((request) => new RequestView(id, request));
  }
}
