import { ApiProperty } from '@nestjs/swagger';
import type { ProcessPage } from '../../domain/ports/list.queries.js';
import { ProcessView } from './process.view.js';
import { StatsView } from './stats.view.js';

export class ListView {
  @ApiProperty({
    type: [ProcessView],
    description: 'Newest first. A filtered page may be short and still have a next one.',
  })
  readonly processes: readonly ProcessView[];

  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null on the last.' })
  readonly next_cursor: string | null;

  @ApiProperty({ type: StatsView })
  readonly stats: StatsView;

  constructor({ processes, nextCursor }: ProcessPage, stats: StatsView) {
    this.processes = processes.map((process) => new ProcessView(process));
    this.next_cursor = nextCursor;
    this.stats = stats;
  }
}
