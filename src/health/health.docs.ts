import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse } from '@nestjs/swagger';
import { CheckReport, HealthReport, ProbeReport } from './health-report.js';

export function ApiProbe(): MethodDecorator {
  return answers(ProbeReport);
}

export function ApiHealth(): MethodDecorator {
  return answers(HealthReport);
}

function answers(type: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(CheckReport),
    ApiResponse({ status: 200, type, description: 'Yes; `degraded` says that something is impaired.' }),
    ApiResponse({ status: 503, type, description: 'No.' }),
  );
}
