import { Controller, Get, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { HealthCheckService, type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { ApiHealth, ApiProbe } from './health.docs.js';
import { ProbeReport } from './health-report.js';
import { InstanceHealth } from './instance-health.js';
import { type Check, type Checks, liveness, ownReadiness, readiness, startup } from './probes.js';
import { StoreIndicator } from './store.indicator.js';
import { Answer } from '../http/answer/answer.js';
import { Requires } from '../http/request/required-role.js';

@ApiTags('service')
@Controller('health')
export class HealthController {
  constructor(
    private readonly instance: InstanceHealth,
    private readonly store: StoreIndicator,
    private readonly terminus: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
  ) {}

  @Get()
  @Requires('open')
  @ApiOperation({
    operationId: 'getHealth',
    summary: 'State of this instance and of its store, which is asked for it',
  })
  @ApiHealth()
  async report(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const checks = { ...liveness(this.instance), ...ownReadiness(this.instance) };
    try {
      return await this.terminus.check([() => this.store.check(this.instance), ...this.toIndicators(checks)]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      void reply.status(503);
      return error.getResponse();
    }
  }

  @Get('live')
  @Requires('open')
  @ApiOperation({
    operationId: 'getLiveness',
    summary: 'Whether only a restart could help; never looks at the store',
  })
  @ApiProbe()
  live(): Answer {
    return answer(liveness(this.instance));
  }

  @Get('ready')
  @Requires('open')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Whether requests are welcome here' })
  @ApiProbe()
  ready(): Answer {
    return answer(readiness(this.instance));
  }

  @Get('startup')
  @Requires('open')
  @ApiOperation({
    operationId: 'getStartup',
    summary: 'Whether the configuration is valid and the store decided',
  })
  @ApiProbe()
  startup(): Answer {
    return answer(startup(this.instance));
  }

  private toIndicators(checks: Checks): (() => HealthIndicatorResult)[] {
    return Object.entries(checks).map(
      ([name, check]) =>
        () =>
          this.toIndicator(name, check),
    );
  }

  private toIndicator(name: string, check: Check): HealthIndicatorResult {
    const { status, ...facts } = check;
    const session = this.indicators.check(name);
    switch (status) {
      case 'up':
        return session.up();
      case 'degraded':
        return session.degraded(facts);
      case 'down':
        return session.down(facts);
    }
  }
}

function answer(checks: Checks): Answer {
  const report = new ProbeReport(checks);
  return new Answer(report.status === 'error' ? 503 : 200, {}, report);
}
