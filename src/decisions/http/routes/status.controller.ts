import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../../http/answer/answer.js';
import { LastEventId } from '../../../http/request/request.decorators.js';
import type { ProcessId } from '../../domain/ids.js';
import { ProcessEventStream } from '../answers/process-event-stream.js';
import { ProcessIdPipe } from '../input/process-id.pipe.js';
import { ProcessRequests } from './process-requests.js';
import { EventsDocs, StatusDocs } from '../docs/status.docs.js';
import { parseEventId } from '../answers/version-tag.js';
import { Requires } from '../../../http/request/required-role.js';
import type { Caller } from '../../domain/caller.js';
import { AskedBy, AskedOfStatus, type StatusQuestion } from '../input/asked-by.decorator.js';

@ApiTags('decisions')
@Controller('decisions')
export class StatusController {
  constructor(
    private readonly requests: ProcessRequests,
    private readonly stream: ProcessEventStream,
  ) {}

  @Get(['status/:process_id', ':process_id'])
  @Requires('read')
  @StatusDocs()
  status(
    @Param('process_id', ProcessIdPipe) id: ProcessId,
    @AskedOfStatus() question: StatusQuestion,
  ): Promise<Answer> {
    return this.requests.status(id, question);
  }

  @Get(':process_id/events')
  @Requires('read')
  @EventsDocs()
  events(
    @AskedBy() caller: Caller,
    @Param('process_id', ProcessIdPipe) id: ProcessId,
    @LastEventId() lastSeen: string | null,
  ): Promise<Answer> {
    return this.stream.open(caller, id, parseEventId(lastSeen));
  }
}
