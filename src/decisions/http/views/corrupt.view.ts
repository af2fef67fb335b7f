import { ApiProperty } from '@nestjs/swagger';
import type { QuarantinedRecord, QuarantinePage } from '../../domain/ports/process.repository.js';
import { toTime } from './time.js';

export class CorruptRecordView {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly process_id: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'When it was first found unreadable.' })
  readonly found_at: string;

  constructor({ id, foundAt }: QuarantinedRecord) {
    this.process_id = id;
    this.found_at = toTime(foundAt);
  }
}

export class CorruptListView {
  @ApiProperty({ type: [CorruptRecordView], description: 'The last found first.' })
  readonly records: readonly CorruptRecordView[];

  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null on the last.' })
  readonly next_cursor: string | null;

  constructor({ records, nextCursor }: QuarantinePage) {
    this.records = records.map((record) => new CorruptRecordView(record));
    this.next_cursor = nextCursor;
  }
}
