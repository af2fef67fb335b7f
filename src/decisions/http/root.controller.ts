import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SERVICE_INFO } from '../../http/docs/service-info.js';
import { STORE_DESCRIPTION, type StoreDescription } from '../domain/ports/store.description.js';
import { RootView } from './views/root.view.js';
import { Requires } from '../../http/request/required-role.js';

@ApiTags('service')
@Controller()
export class RootController {
  constructor(@Inject(STORE_DESCRIPTION) private readonly store: StoreDescription) {}

  @Get()
  @Requires('read')
  @ApiOperation({ operationId: 'getService', summary: 'What this service is and where to go from here' })
  @ApiResponse({ status: 200, type: RootView, description: 'Name, version, repository, links.' })
  root(): RootView {
    return new RootView(SERVICE_INFO, this.store);
  }
}
