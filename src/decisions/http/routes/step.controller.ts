import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../../../http/request/required-role.js';
import { ProcessAccess } from '../../application/use-cases/process-access.js';
import type { Caller } from '../../domain/caller.js';
import type { ProcessId } from '../../domain/ids.js';
import { StepOutputDocs } from '../docs/step.docs.js';
import { AskedBy } from '../input/asked-by.decorator.js';
import { ProcessIdPipe } from '../input/process-id.pipe.js';
import { StepOutputView } from '../views/step-output.view.js';

@ApiTags('decisions')
@Controller('decisions')
export class StepController {
  constructor(private readonly processes: ProcessAccess) {}

  @Get(':process_id/steps/:name')
  @Requires('read')
  @StepOutputDocs()
  async output(
    @AskedBy() caller: Caller,
    @Param('process_id', ProcessIdPipe) id: ProcessId,
    @Param('name') name: string,
  ): Promise<StepOutputView> {
    return new StepOutputView(id, await this.processes.finishedStep(caller, id, name));
  }
}
