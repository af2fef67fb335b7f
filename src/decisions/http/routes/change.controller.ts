import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer } from '../../../http/answer/answer.js';
import type { Preconditions } from '../../../http/request/headers/entity-tag.js';
import { Conditions } from '../../../http/request/request.decorators.js';
import { ProcessAccess } from '../../application/use-cases/process-access.js';
import { reportOf } from '../../domain/process-summary.js';
import type { ProcessId } from '../../domain/ids.js';
import { ProcessAnswers } from '../answers/process-answers.js';
import { ProcessIdPipe } from '../input/process-id.pipe.js';
import { deadlineIn, ResumeBody } from '../input/resume.body.js';
import { ProcessRequests } from './process-requests.js';
import { CancelDocs, RemoveDocs, ResumeDocs } from '../docs/change.docs.js';
import { Requires } from '../../../http/request/required-role.js';
import type { Caller } from '../../domain/caller.js';
import { AskedBy } from '../input/asked-by.decorator.js';

@ApiTags('decisions')
@Controller('decisions/:process_id')
export class ChangeController {
  constructor(
    private readonly access: ProcessAccess,
    private readonly requests: ProcessRequests,
    private readonly answers: ProcessAnswers,
  ) {}

  @Post('cancel')
  @Requires('write')
  @HttpCode(200)
  @CancelDocs()
  async cancel(
    @AskedBy() caller: Caller,
    @Param('process_id', ProcessIdPipe) id: ProcessId,
    @Conditions() conditions: Preconditions,
  ): Promise<Answer> {
    const cancelled = await this.access.cancel(
      caller,
      id,
      await this.requests.expected(caller, id, conditions),
    );
    return this.answers.status(reportOf(cancelled));
  }

  @Post('resume')
  @Requires('write')
  @HttpCode(202)
  @ResumeDocs()
  async resume(
    @AskedBy() caller: Caller,
    @Param('process_id', ProcessIdPipe) id: ProcessId,
    @Body() body: ResumeBody,
    @Conditions() conditions: Preconditions,
  ): Promise<Answer> {
    const expected = await this.requests.expected(caller, id, conditions);
    return this.answers.resumed(await this.access.resume(caller, id, expected, deadlineIn(body)));
  }

  @Delete()
  @Requires('admin')
  @HttpCode(204)
  @RemoveDocs()
  async remove(
    @AskedBy() caller: Caller,
    @Param('process_id', ProcessIdPipe) id: ProcessId,
    @Conditions() conditions: Preconditions,
  ): Promise<void> {
    await this.access.remove(caller, id, await this.requests.expected(caller, id, conditions));
  }
}
