import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { parseInstant } from '../../../http/request/instant.js';
import { PROCESS_STATUSES, type ProcessStatus } from '../../domain/decision-process.js';
import type { ProcessQuery } from '../../domain/ports/process.repository.js';
import { type Label, parseLabel } from './labels.js';
import { NOT_AN_INSTANT } from './instant.decorator.js';
import { MayBeAbsent, Parsed } from './parsed.decorator.js';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

export class ListQuery {
  @ApiPropertyOptional({ enum: PROCESS_STATUSES })
  @MayBeAbsent()
  @IsIn(PROCESS_STATUSES, { message: `must be one of ${PROCESS_STATUSES.join(', ')}` })
  readonly status?: ProcessStatus;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Created at this time or later.' })
  @MayBeAbsent()
  @Parsed(parseInstant, NOT_AN_INSTANT)
  readonly created_after?: number;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Created before this time.' })
  @MayBeAbsent()
  @Parsed(parseInstant, NOT_AN_INSTANT)
  readonly created_before?: number;

  @ApiPropertyOptional({
    type: String,
    description: '`name:value`: only processes with this label.',
    pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,62}:[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]{1,200}$',
    example: 'team:procurement',
  })
  @MayBeAbsent()
  @Parsed(parseLabel, 'must be a label as name:value')
  readonly label?: Label;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT })
  @MayBeAbsent()
  @Parsed(parseLimit, `must be a whole number from 1 to ${MAX_LIMIT}`)
  readonly limit: number = DEFAULT_LIMIT;

  @ApiPropertyOptional({
    description: '`next_cursor` of the page before, with the same filters.',
    minLength: 1,
    maxLength: 1024,
  })
  @MayBeAbsent()
  @Matches(/^[\x21-\x7e]{1,1024}$/, { message: 'must be a cursor of this service' })
  readonly cursor?: string;
}

export function toProcessQuery(query: ListQuery): ProcessQuery {
  const { status, created_after: createdAfter, created_before: createdBefore, label, limit, cursor } = query;
  return {
    limit,
    ...(status !== undefined && { status }),
    ...(createdAfter !== undefined && { createdAfter }),
    ...(createdBefore !== undefined && { createdBefore }),
    ...(label !== undefined && { label }),
    ...(cursor !== undefined && { cursor }),
  };
}

function parseLimit(text: string): number | null {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MAX_LIMIT ? limit : null;
}
