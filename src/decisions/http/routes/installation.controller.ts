import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../../../http/request/required-role.js';
import { Installation } from '../../application/use-cases/installation.js';
import type { Caller } from '../../domain/caller.js';
import { EnginesDocs, WorkersDocs } from '../docs/installation.docs.js';
import { AskedBy } from '../input/asked-by.decorator.js';
import { EngineListView, WorkerListView } from '../views/installation.view.js';

@ApiTags('decisions')
@Controller('decisions')
export class InstallationController {
  constructor(private readonly installation: Installation) {}

  @Get('engines')
  @Requires('read')
  @EnginesDocs()
  async engines(@AskedBy() caller: Caller): Promise<EngineListView> {
    return new EngineListView(await this.installation.engines(caller));
  }

  @Get('workers')
  @Requires('admin')
  @WorkersDocs()
  async workers(): Promise<WorkerListView> {
    return new WorkerListView(await this.installation.workers());
  }
}
