import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EndOfResponse } from '../../../http/request/request.decorators.js';
import type { ResponseEnd } from '../../../http/request/response-end.js';
import { CleanupQuery } from '../input/cleanup.query.js';
import type { CleanupView } from '../views/cleanup.view.js';
import { ListQuery, toProcessQuery } from '../input/list.query.js';
import type { ListView } from '../views/list.view.js';
import { Overview } from './overview.js';
import { CleanupDocs, ListDocs, StatsDocs } from '../docs/overview.docs.js';
import type { StatsView } from '../views/stats.view.js';
import { Requires } from '../../../http/request/required-role.js';
import type { Caller } from '../../domain/caller.js';
import { AskedBy } from '../input/asked-by.decorator.js';

@ApiTags('decisions')
@Controller('decisions')
export class OverviewController {
  constructor(private readonly overview: Overview) {}

  @Get('processes')
  @Requires('read')
  @ListDocs()
  list(@AskedBy() caller: Caller, @Query() query: ListQuery): Promise<ListView> {
    return this.overview.list(caller, toProcessQuery(query));
  }

  @Get('stats')
  @Requires('read')
  @StatsDocs()
  stats(@AskedBy() caller: Caller): Promise<StatsView> {
    return this.overview.stats(caller);
  }

  @Delete('cleanup')
  @Requires('admin')
  @CleanupDocs()
  cleanup(
    @AskedBy() caller: Caller,
    @Query() query: CleanupQuery,
    @EndOfResponse() end: ResponseEnd,
  ): Promise<CleanupView> {
    return this.overview.cleanup(caller, query.older_than_hours, end.signal);
  }
}
