import { ApiProperty } from '@nestjs/swagger';
import type { ProcessHead } from '../../domain/decision-process.js';
import { type ProcessReport, summaryOf } from '../../domain/process-summary.js';
import type { JsonValue } from '../../domain/json.js';
import { historyOf } from '../../domain/history.js';
import { ANY_JSON } from './any-json.js';
import { HistoryEntryView } from './history.view.js';
import { RequestView } from './request.view.js';
import { ProcessView } from './process.view.js';
import { StepView, stepViews } from './step.view.js';

/** Everything a caller is told of one process. */
export class StatusView extends ProcessView {
  @ApiProperty({ type: [StepView], description: 'Every step of the engine, in order.' })
  readonly steps: readonly StepView[];

  @ApiProperty({
    type: RequestView,
    nullable: true,
    description: 'What people are asked, while it waits for them.',
  })
  readonly waiting_for: RequestView | null;

  @ApiProperty({ type: [HistoryEntryView], description: 'Who did what, the oldest first; the last fifty.' })
  readonly history: readonly HistoryEntryView[];

  /** The last member: see `statusText`. */
  @ApiProperty({ anyOf: ANY_JSON, nullable: true, description: 'What the engine decided, once completed.' })
  readonly result: JsonValue = null;

  private constructor(head: ProcessHead) {
    super(summaryOf(head));
    this.steps = stepViews(head);
    this.waiting_for = head.status === 'waiting' ? new RequestView(head.id, head.request) : null;
    this.history = historyOf(head).map((entry) => new HistoryEntryView(entry));
  }

  /**
   * A status as JSON. The result is inserted as the text that is stored: parsing and writing a result of 5 KB again
   * takes 45 µs of the 165 µs of a request.
   */
  static textOf({ head, result }: ProcessReport): string {
    const text = JSON.stringify(new StatusView(head));
    return result === null ? text : `${text.slice(0, -NO_RESULT.length)}${result}}`;
  }
}

/** How the text of a view ends. */
const NO_RESULT = 'null}';
