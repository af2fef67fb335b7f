import { ApiProperty } from '@nestjs/swagger';
import type { JsonObject, JsonValue } from '../../domain/json.js';
import type { Answer, DefaultAnswer, RequestOption } from '../../domain/waiting/requests.js';
import { ANY_JSON } from './any-json.js';
import { toTime } from './time.js';

export class OptionView {
  @ApiProperty({ example: 'approve' })
  readonly outcome: string;

  @ApiProperty({ type: String, nullable: true, description: 'For people.' })
  readonly title: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'JSON Schema of the data this outcome needs.',
  })
  readonly schema: JsonObject | null;

  constructor({ outcome, title, schema }: RequestOption) {
    this.outcome = outcome;
    this.title = title;
    this.schema = schema;
  }
}

export class DefaultAnswerView {
  @ApiProperty({ example: 'reject' })
  readonly outcome: string;

  @ApiProperty({ anyOf: ANY_JSON, nullable: true })
  readonly data: JsonValue;

  constructor({ outcome, data }: DefaultAnswer) {
    this.outcome = outcome;
    this.data = data;
  }
}

export class AnswerView extends DefaultAnswerView {
  @ApiProperty({ type: String, nullable: true })
  readonly comment: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who has answered; null where nobody has to say who they are, and where nobody has.',
  })
  readonly by: string | null;

  @ApiProperty({ format: 'date-time' })
  readonly at: string;

  constructor(answer: Answer) {
    super(answer);
    this.comment = answer.comment;
    this.by = answer.by;
    this.at = toTime(answer.at);
  }
}
