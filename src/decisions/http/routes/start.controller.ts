import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../../http/answer/answer.js';
import type { Preference } from '../../../http/request/headers/preference.js';
import {
  EndOfResponse,
  Identity,
  Prefer,
  type RequestIdentity,
} from '../../../http/request/request.decorators.js';
import type { ResponseEnd } from '../../../http/request/response-end.js';
import { ProcessManager } from '../../application/use-cases/process-manager.js';
import { ProcessAnswers } from '../answers/process-answers.js';
import { ProcessRequests } from './process-requests.js';
import { RunDocs, StartDocs } from '../docs/start.docs.js';
import { StartBody, toStartRequest } from '../input/start.body.js';
import { Requires } from '../../../http/request/required-role.js';
import type { Caller } from '../../domain/caller.js';
import { AskedBy } from '../input/asked-by.decorator.js';

@ApiTags('decisions')
@Controller('decisions')
export class StartController {
  constructor(
    private readonly manager: ProcessManager,
    private readonly requests: ProcessRequests,
    private readonly answers: ProcessAnswers,
  ) {}

  @Post('start')
  @Requires('write')
  @HttpCode(202)
  @StartDocs()
  async start(
    @AskedBy() caller: Caller,
    @Body() body: StartBody,
    @Identity() identity: RequestIdentity,
  ): Promise<Answer> {
    return this.answers.accepted(await this.manager.start(toStartRequest(body, identity, caller.name)));
  }

  @Post('run')
  @Requires('write')
  @RunDocs()
  run(
    @AskedBy() caller: Caller,
    @Body() body: StartBody,
    @Identity() identity: RequestIdentity,
    @Prefer() preference: Preference,
    @EndOfResponse() end: ResponseEnd,
  ): Promise<Answer> {
    return this.requests.run(caller, toStartRequest(body, identity, caller.name), preference, end);
  }
}
