import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { CallerAnswer } from '../../application/use-cases/requests.js';
import type { JsonValue } from '../../domain/json.js';
import { MayBeAbsent } from './parsed.decorator.js';
import { IsText } from './text.decorator.js';

const DIGEST = '^sha256:[0-9a-f]{64}$';

export class AnswerBody {
  @ApiProperty({
    description: 'One of the options of the request.',
    minLength: 1,
    maxLength: 100,
    example: 'approve',
  })
  @IsText(1, 100)
  readonly outcome!: string;

  @ApiPropertyOptional({
    description: 'What the schema of the outcome, or else of the request, asks for.',
    type: 'object',
    additionalProperties: true,
    nullable: true,
  })
  @MayBeAbsent()
  readonly data?: JsonValue;

  @ApiPropertyOptional({ minLength: 1, maxLength: 2000, example: 'Checked against the offer of May.' })
  @MayBeAbsent()
  @IsText(1, 2_000)
  readonly comment?: string;

  @ApiPropertyOptional({
    description:
      'Of the evidence the answer is about, as the request says it: an answer to other evidence is refused with 412.',
    pattern: DIGEST,
    example: `sha256:${'0'.repeat(64)}`,
  })
  @MayBeAbsent()
  @Matches(new RegExp(DIGEST), { message: 'must be sha256: and 64 hexadecimal digits' })
  readonly evidence_digest?: string;
}

export function toAnswer({ outcome, data, comment, evidence_digest: digest }: AnswerBody): CallerAnswer {
  return { outcome, data: data ?? null, comment: comment ?? null, evidenceDigest: digest ?? null };
}
