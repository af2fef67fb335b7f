import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answer } from '../../../http/answer/answer.js';
import { Requires } from '../../../http/request/required-role.js';
import { Requests } from '../../application/use-cases/requests.js';
import type { Caller } from '../../domain/caller.js';
import type { ProcessId } from '../../domain/ids.js';
import { AnswerDocs, InboxDocs, RequestHistoryDocs } from '../docs/requests.docs.js';
import { AnswerBody, toAnswer } from '../input/answer.body.js';
import { AskedBy } from '../input/asked-by.decorator.js';
import { ProcessIdPipe } from '../input/process-id.pipe.js';
import { RequestsQuery, toRequestQuery } from '../input/requests.query.js';
import { InboxView, RequestHistoryView } from '../views/request-list.view.js';
import { RequestView } from '../views/request.view.js';

/** What people are asked. Only a POST answers: links in mails are also opened by programs. */
@ApiTags('requests')
@Controller('decisions')
export class RequestsController {
  constructor(private readonly requests: Requests) {}

  @Get('requests')
  @Requires('read', 'review')
  @InboxDocs()
  async inbox(@AskedBy() caller: Caller, @Query() query: RequestsQuery): Promise<InboxView> {
    return new InboxView(await this.requests.inbox(caller, toRequestQuery(query)));
  }

  @Get(':process_id/requests')
  @Requires('read', 'review')
  @RequestHistoryDocs()
  async history(
    @AskedBy() caller: Caller,
    @Param('process_id', ProcessIdPipe) id: ProcessId,
  ): Promise<RequestHistoryView> {
    return new RequestHistoryView(id, await this.requests.history(caller, id));
  }

  /** The request decides which role is needed. */
  @Post(':process_id/requests/:request_id/answer')
  @Requires('read', 'write', 'review')
  @HttpCode(200)
  @AnswerDocs()
  async answer(
    @AskedBy() caller: Caller,
    @Param('process_id', ProcessIdPipe) id: ProcessId,
    @Param('request_id') requestId: string,
    @Body() body: AnswerBody,
  ): Promise<Answer> {
    const { request, replayed } = await this.requests.answer(caller, id, requestId, toAnswer(body));
    const headers: Record<string, string> = replayed ? { 'idempotent-replayed': 'true' } : {};
    return new Answer(200, headers, new RequestView(id, request));
  }
}
