import { PickType } from '@nestjs/swagger';
import type { RequestQuery } from '../../domain/ports/list.queries.js';
import { ListQuery } from './list.query.js';

export class RequestsQuery extends PickType(ListQuery, ['limit', 'cursor'] as const) {}

export function toRequestQuery({ limit, cursor }: RequestsQuery): Omit<RequestQuery, 'only'> {
  return { limit, ...(cursor !== undefined && { cursor }) };
}
