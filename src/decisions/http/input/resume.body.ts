import { ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { IsInstant, timeIn } from './instant.decorator.js';

export class ResumeBody {
  /** A resume needs no body. */
  static readonly mayBeAbsent = true;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'A new time to have ended by; null for none, the one it has if absent.',
  })
  @ValidateIf((_body, value: unknown) => value !== undefined && value !== null)
  @IsInstant()
  readonly deadline?: string | null;
}

/** Epoch milliseconds; `null` for none. */
export function deadlineIn({ deadline }: ResumeBody): number | null | undefined {
  return deadline === null ? null : timeIn(deadline);
}
