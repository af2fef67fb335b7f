import { ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeAbsent, Parsed } from './parsed.decorator.js';

const MAX_HOURS = 1_000_000;

export class CleanupQuery {
  @ApiPropertyOptional({
    type: 'number',
    minimum: 0,
    maximum: MAX_HOURS,
    description: 'Only processes that ended longer ago than this; the configured retention if absent.',
    example: 24,
  })
  @MayBeAbsent()
  @Parsed(parseHours, `must be a number from 0 to ${MAX_HOURS}`)
  readonly older_than_hours?: number;
}

function parseHours(text: string): number | null {
  const hours = /^\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : NaN;
  return hours >= 0 && hours <= MAX_HOURS ? hours : null;
}
