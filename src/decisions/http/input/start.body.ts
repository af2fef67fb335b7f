import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined } from 'class-validator';
import type { RequestIdentity } from '../../../http/request/request.decorators.js';
import type { StartRequest } from '../../application/use-cases/start-request.js';
import { SUPPLIER_PROBLEM } from '../examples.js';
import { IsInstant, timeIn } from './instant.decorator.js';
import { IsLabels, LABEL_LIMITS, LABEL_NAME, LABEL_VALUE } from './labels.js';
import { MayBeAbsent } from './parsed.decorator.js';
import { IsText, TEXT_CHARACTER, trimmed } from './text.decorator.js';

/** The engine of a start that names none. */
export const DEFAULT_ENGINE = 'analytic';

/** What a question begins and ends with, once blanks are cut off. */
const SHOWN = '[^\\s\\x00-\\x1f\\x7f-\\x9f]';

export class StartBody {
  @ApiProperty({
    description:
      'What is to be decided; trimmed. Tab and line breaks are the only control characters it may have.',
    minLength: 10,
    maxLength: 1000,
    pattern: `^\\s*${SHOWN}${TEXT_CHARACTER}{8,}${SHOWN}\\s*$`,
    example: 'Which supplier should we sign for the next three years?',
  })
  @IsText(10, 1000, trimmed)
  readonly decision_query!: string;

  @ApiPropertyOptional({
    // No `default`: generators make members required that have one.
    description: `Name of the engine that decides; \`${DEFAULT_ENGINE}\` if absent.`,
    minLength: 1,
    maxLength: 64,
  })
  @MayBeAbsent()
  @IsText(1, 64)
  readonly engine: string = DEFAULT_ENGINE;

  @ApiProperty({
    description:
      'Belongs to the engine, which checks all of it before the process is accepted. Integers must be within ±(2^53 − 1).',
    type: 'object',
    additionalProperties: true,
    example: SUPPLIER_PROBLEM,
  })
  @IsDefined({ message: 'is missing' })
  readonly problem: unknown;

  @ApiPropertyOptional({
    description: 'To find processes by.',
    type: 'object',
    maxProperties: LABEL_LIMITS.pairs,
    patternProperties: {
      [LABEL_NAME]: { type: 'string', minLength: 1, maxLength: LABEL_LIMITS.value, pattern: LABEL_VALUE },
    },
    additionalProperties: false,
    example: { team: 'procurement' },
  })
  @MayBeAbsent()
  @IsLabels()
  readonly labels: Readonly<Record<string, string>> = {};

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Not to be begun before; at most ten years from now.',
  })
  @MayBeAbsent()
  @IsInstant()
  readonly run_at?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description:
      'To have ended by, in the future and after `run_at`: then it fails with `deadline_exceeded`, whatever it is doing.',
  })
  @MayBeAbsent()
  @IsInstant()
  readonly deadline?: string;
}

export function toStartRequest(
  body: StartBody,
  identity: RequestIdentity,
  owner: string | null,
): StartRequest {
  const { decision_query: query, engine, problem, labels, run_at: runAt, deadline } = body;
  const times = { runAt: timeIn(runAt), deadline: timeIn(deadline) };
  return { query: trimmed(query), engine, problem, labels: composed(labels), owner, ...times, ...identity };
}

/** The same letter can be encoded in two ways; labels that look the same are found by either. */
function composed(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, value.normalize('NFC')]));
}
