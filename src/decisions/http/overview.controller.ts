import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ResponseClosed } from '../../http/request.decorators.js';
import { CleanupQuery } from './cleanup.query.js';
import type { CleanupView } from './cleanup.view.js';
import { ListQuery, toProcessQuery } from './list.query.js';
import type { ListView } from './list.view.js';
import { Overview } from './overview.js';
import { CleanupDocs, CorruptDocs, ListDocs, StatsDocs } from './overview.docs.js';
import { CorruptQuery, toQuarantineQuery } from './corrupt.query.js';
import type { CorruptListView } from './corrupt.view.js';
import type { StatsView } from './stats.view.js';

@ApiTags('decisions')
@Controller('decisions')
export class OverviewController {
  constructor(private readonly overview: Overview) {}

  @Get('processes')
  @ListDocs()
  list(@Query() query: ListQuery): Promise<ListView> {
    return this.overview.list(toProcessQuery(query));
  }

  @Get('stats')
  @StatsDocs()
  stats(): Promise<StatsView> {
    return this.overview.stats();
  }

  @Get('corrupt')
  @CorruptDocs()
  corrupt(@Query() query: CorruptQuery): Promise<CorruptListView> {
    return this.overview.corrupt(toQuarantineQuery(query));
  }

  @Delete('cleanup')
  @CleanupDocs()
  cleanup(@Query() query: CleanupQuery, @ResponseClosed() closed: AbortSignal): Promise<CleanupView> {
    return this.overview.cleanup(query.older_than_hours, closed);
  }
}
