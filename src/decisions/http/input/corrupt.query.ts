import { PickType } from '@nestjs/swagger';
import type { QuarantineQuery } from '../../domain/ports/list.queries.js';
import { ListQuery } from './list.query.js';

export class CorruptQuery extends PickType(ListQuery, ['limit', 'cursor'] as const) {}

export function toQuarantineQuery({ limit, cursor }: CorruptQuery): QuarantineQuery {
  return { limit, ...(cursor !== undefined && { cursor }) };
}
