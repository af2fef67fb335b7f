import { ApiProperty } from '@nestjs/swagger';
import type { AnyRequest } from '../../application/use-cases/requests.js';
import { CALLER_ROLES, type CallerRole } from '../../domain/caller.js';
import type { ProcessId } from '../../domain/ids.js';
import type { JsonObject, JsonValue } from '../../domain/json.js';
import { CLOSINGS, REQUEST_KINDS, type RequestKind } from '../../domain/waiting/requests.js';
import { EXAMPLE_ID } from '../examples.js';
import { AnswerView, DefaultAnswerView, OptionView } from './request-parts.view.js';
import { toTime } from './time.js';

const REQUEST_STATUSES = ['open', ...CLOSINGS] as const;

export class RequestLinksView {
  @ApiProperty({ example: `/decisions/${EXAMPLE_ID}/requests/review-1/answer` })
  readonly answer: string;

  constructor(id: ProcessId, requestId: string) {
    this.answer = `/decisions/${id}/requests/${encodeURIComponent(requestId)}/answer`;
  }
}

/** What people are asked, and what they have answered. */
export class RequestView {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  readonly process_id: string;

  @ApiProperty({ description: 'Its name, and which of that name it is.', example: 'review-1' })
  readonly request_id: string;

  @ApiProperty({ enum: REQUEST_STATUSES, description: 'Only an open one takes an answer.', example: 'open' })
  readonly status: (typeof REQUEST_STATUSES)[number];

  @ApiProperty({ example: 'review' })
  readonly name: string;

  @ApiProperty({ enum: REQUEST_KINDS, example: 'approval' })
  readonly kind: RequestKind;

  @ApiProperty({ example: 'Shall we sign with Alpha?' })
  readonly title: string;

  @ApiProperty({ description: 'The step that asks.', example: 'review' })
  readonly step: string;

  @ApiProperty({ type: [OptionView], description: 'The ways to answer.' })
  readonly options: readonly OptionView[];

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'JSON Schema of the data of an answer whose outcome has none of its own.',
  })
  readonly schema: JsonObject | null;

  @ApiProperty({
    anyOf: [
      { type: 'object' },
      { type: 'array', items: {} },
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
    ],
    nullable: true,
    description: 'What is to be judged.',
  })
  readonly evidence: JsonValue;

  @ApiProperty({ description: 'Of the canonical JSON of the evidence.', example: `sha256:${'0'.repeat(64)}` })
  readonly evidence_digest: string;

  @ApiProperty({ enum: CALLER_ROLES, isArray: true, description: 'Who answers must have one of them.' })
  readonly roles: readonly CallerRole[];

  @ApiProperty({
    enum: ['starter'],
    nullable: true,
    description: 'Four eyes: the person who started the process may not answer.',
  })
  readonly not_by: 'starter' | null;

  @ApiProperty({ format: 'date-time' })
  readonly asked_at: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'null: it waits as long as it takes.',
  })
  readonly expires_at: string | null;

  @ApiProperty({
    type: DefaultAnswerView,
    nullable: true,
    description: 'What counts as the answer if none is given in time; null: the process fails.',
  })
  readonly on_expiry: DefaultAnswerView | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly closed_at: string | null;

  @ApiProperty({ type: AnswerView, nullable: true })
  readonly answer: AnswerView | null;

  @ApiProperty({ type: RequestLinksView })
  readonly links: RequestLinksView;

  constructor(id: ProcessId, request: AnyRequest) {
    const isClosed = 'closing' in request;
    this.process_id = id;
    this.request_id = request.id;
    this.status = isClosed ? request.closing : 'open';
    this.name = request.name;
    this.kind = request.kind;
    this.title = request.title;
    this.step = request.step;
    this.options = request.options.map((option) => new OptionView(option));
    this.schema = request.schema;
    this.evidence = request.evidence;
    this.evidence_digest = request.evidenceDigest;
    this.roles = request.roles;
    this.not_by = request.notBy;
    this.asked_at = toTime(request.askedAt);
    this.expires_at = toTime(request.expiresAt);
    this.on_expiry = request.onExpiry && new DefaultAnswerView(request.onExpiry);
    this.closed_at = isClosed ? toTime(request.closedAt) : null;
    this.answer = isClosed && request.answer ? new AnswerView(request.answer) : null;
    this.links = new RequestLinksView(id, request.id);
  }
}
