import { ApiProperty } from '@nestjs/swagger';
import type { FinishedStep } from '../../domain/decision-process.js';
import type { ProcessId } from '../../domain/ids.js';
import type { JsonValue } from '../../domain/json.js';
import { EXAMPLE_ID } from '../examples.js';
import { StepView } from './step.view.js';

/** A finished step of a process with its output, as callers see it. */
export class StepOutputView extends StepView {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  readonly process_id: string;

  @ApiProperty({
    description:
      'Belongs to the engine; later steps are given it. The output of the last step is the result.',
    nullable: true,
    oneOf: [
      { type: 'object', additionalProperties: true },
      { type: 'array', items: {} },
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
    ],
    example: { weights: [0.5, 0.3, 0.2] },
  })
  readonly output: JsonValue;

  constructor(id: ProcessId, step: FinishedStep) {
    super(step.name, 'completed', step);
    this.process_id = id;
    this.output = step.output;
  }
}
