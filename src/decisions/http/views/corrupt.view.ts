import { ApiProperty } from '@nestjs/swagger';
import type { QuarantinedRecord, QuarantinePage } from '../../domain/ports/list.queries.js';
import { toTime } from './time.js';

export class CorruptRecordView {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly process_id: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'When it was first found unreadable.' })
  readonly found_at: string;

  @ApiProperty({ example: 'decisions:{9ekr}:process:01a206b8-7b3f-74b2-a50f-560c72ac7be9' })
  readonly key: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The part of the record that is wrong, if it is one.',
  })
  readonly field: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What is wrong; null once it can be read again.',
  })
  readonly fault: string | null;

  constructor({ id, foundAt, key, fault }: QuarantinedRecord) {
    this.process_id = id;
    this.found_at = toTime(foundAt);
    this.key = key;
    this.field = /^([\w:.-]+) (?:is|has|must|does|cannot)\b/.exec(fault ?? '')?.[1] ?? null;
    this.fault = fault;
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
