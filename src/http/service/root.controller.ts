import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SERVICE_INFO } from '../docs/service-info.js';
import { Requires } from '../request/required-role.js';
import { RootView } from './root.view.js';
import { SERVICE_DESCRIPTION, type ServiceDescription } from './service-description.js';

@ApiTags('service')
@Controller()
export class RootController {
  constructor(@Inject(SERVICE_DESCRIPTION) private readonly here: ServiceDescription) {}

  @Get()
  @Requires('read')
  @ApiOperation({ operationId: 'getService', summary: 'What this service is and where to go from here' })
  @ApiResponse({ status: 200, type: RootView, description: 'Name, version, repository, links.' })
  root(): RootView {
    return new RootView(SERVICE_INFO, this.here);
  }
}
