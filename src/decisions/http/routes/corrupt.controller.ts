import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../../../http/request/required-role.js';
import { ProcessManager } from '../../application/use-cases/process-manager.js';
import type { ProcessId } from '../../domain/ids.js';
import { CorruptDocs, RemoveCorruptDocs } from '../docs/overview.docs.js';
import { CorruptQuery, toQuarantineQuery } from '../input/corrupt.query.js';
import { ProcessIdPipe } from '../input/process-id.pipe.js';
import { CorruptListView } from '../views/corrupt.view.js';

@ApiTags('decisions')
@Controller('decisions/corrupt')
export class CorruptController {
  constructor(private readonly manager: ProcessManager) {}

  @Get()
  @Requires('admin')
  @CorruptDocs()
  async list(@Query() query: CorruptQuery): Promise<CorruptListView> {
    return new CorruptListView(await this.manager.quarantined(toQuarantineQuery(query)));
  }

  @Delete(':process_id')
  @Requires('admin')
  @HttpCode(204)
  @RemoveCorruptDocs()
  async remove(@Param('process_id', ProcessIdPipe) id: ProcessId): Promise<void> {
    await this.manager.removeQuarantined(id);
  }
}
