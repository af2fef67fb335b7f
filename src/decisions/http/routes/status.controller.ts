import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../../http/answer/answer.js';
import type { Preconditions } from '../../../http/request/headers/entity-tag.js';
import type { Preference } from '../../../http/request/headers/preference.js';
import { Conditions, EndOfResponse, LastEventId, Prefer } from '../../../http/request/request.decorators.js';
import type { ResponseEnd } from '../../../http/request/response-end.js';
import type { ProcessId } from '../../domain/ids.js';
import { ProcessEventStream } from '../answers/process-event-stream.js';
import { ProcessIdPipe } from '../input/process-id.pipe.js';
import { ProcessRequests } from './process-requests.js';
import { EventsDocs, StatusDocs } from '../docs/status.docs.js';
import { parseEventId } from '../answers/version-tag.js';
import { Requires } from '../../../http/request/required-role.js';
import type { Caller } from '../../domain/caller.js';
import { AskedBy } from '../input/asked-by.decorator.js';

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
    @AskedBy() caller: Caller,
    @Param('process_id', ProcessIdPipe) id: ProcessId,
    @Conditions() conditions: Preconditions,
    @Prefer() preference: Preference,
    @EndOfResponse() end: ResponseEnd,
  ): Promise<Answer> {
    return this.requests.status(caller, id, { ...conditions, preference }, end);
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
