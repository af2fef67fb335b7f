import { ApiProperty } from '@nestjs/swagger';
import { type DecisionProcess, summaryOf } from '../../domain/decision-process.js';
import type { JsonValue } from '../../domain/json.js';
import { ProcessView } from './process.view.js';
import { StepView, stepViews } from './step.view.js';

const ANY_JSON = [
  { type: 'object' },
  { type: 'array', items: {} },
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
];

/** Everything a caller is told of one process. */
export class StatusView extends ProcessView {
  @ApiProperty({ type: [StepView], description: 'Every step of the engine, in order.' })
  readonly steps: readonly StepView[];

  @ApiProperty({ anyOf: ANY_JSON, nullable: true, description: 'What the engine decided, once completed.' })
  readonly result: JsonValue;

  constructor(process: DecisionProcess) {
    super(summaryOf(process));
    this.steps = stepViews(process);
    this.result = process.status === 'completed' ? process.result : null;
  }
}
