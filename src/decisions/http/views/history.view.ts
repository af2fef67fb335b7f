import { ApiProperty } from '@nestjs/swagger';
import { HISTORY_EVENTS, type HistoryEntry, type HistoryEvent } from '../../domain/history.js';
import { toTime } from './time.js';

/** One thing that was done to a process. */
export class HistoryEntryView {
  @ApiProperty({ enum: HISTORY_EVENTS, example: 'started' })
  readonly what: HistoryEvent;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who did it; null where nobody has to say who they are, and for what happened by itself.',
  })
  readonly by: string | null;

  @ApiProperty({ format: 'date-time' })
  readonly at: string;

  @ApiProperty({ type: String, nullable: true, description: 'The request it is about.', example: null })
  readonly request_id: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What was answered.', example: null })
  readonly outcome: string | null;

  constructor({ what, by, at, request, outcome }: HistoryEntry) {
    this.what = what;
    this.by = by;
    this.at = toTime(at);
    this.request_id = request;
    this.outcome = outcome;
  }
}
