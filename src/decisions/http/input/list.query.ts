import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { parseInstant } from '../../../http/request/instant.js';
import { PROCESS_STATUSES, type ProcessStatus } from '../../domain/decision-process.js';
import type { EngineFilter, ProcessQuery } from '../../domain/ports/list.queries.js';
import { type Label, LABEL_FILTER, parseLabel } from './labels.js';
import { NOT_AN_INSTANT } from './instant.decorator.js';
import { MayBeAbsent, Parsed } from './parsed.decorator.js';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;
/** A name as engines may have it, and a version of as many digits as a number has exactly. */
const ENGINE = '^[^\\x00-\\x1f\\x7f-\\x9f]{1,64}(@[0-9]{1,15})?$';

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
    pattern: LABEL_FILTER,
    example: 'team:procurement',
  })
  @MayBeAbsent()
  @Parsed(parseLabel, 'must be a label as name:value')
  readonly label?: Label;

  @ApiPropertyOptional({
    type: String,
    description:
      '`name` or `name@version`: only processes of this engine. There is no index of it: a page may have fewer than ' +
      '`limit`, even none, and yet a `next_cursor` that goes on behind what was looked at.',
    pattern: ENGINE,
    example: 'analytic@1',
  })
  @MayBeAbsent()
  @Parsed(parseEngine, 'must be an engine as name or name@version')
  readonly engine?: EngineFilter;

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
  const { status, created_after: createdAfter, created_before: createdBefore } = query;
  const { label, engine, limit, cursor } = query;
  return {
    limit,
    ...(status !== undefined && { status }),
    ...(createdAfter !== undefined && { createdAfter }),
    ...(createdBefore !== undefined && { createdBefore }),
    ...(label !== undefined && { label }),
    ...(engine !== undefined && { engine }),
    ...(cursor !== undefined && { cursor }),
  };
}

function parseEngine(text: string): EngineFilter | null {
  if (!new RegExp(ENGINE).test(text)) return null;
  const [, name = '', version] = /^(.+?)(?:@(\d{1,15}))?$/.exec(text) ?? [];
  return { name, ...(version !== undefined && { version: Number(version) }) };
}

function parseLimit(text: string): number | null {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= MAX_LIMIT ? limit : null;
}
