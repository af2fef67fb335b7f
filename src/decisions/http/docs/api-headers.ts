import type { ApiHeaderOptions, ApiResponseOptions } from '@nestjs/swagger';

type ResponseHeaders = NonNullable<ApiResponseOptions['headers']>;

/** Headers as the OpenAPI document describes them: those of requests, then those of answers. */
const CONDITION = '^\\s*(\\*|(W/)?"[\\x21\\x23-\\x7e]*"(\\s*,\\s*(W/)?"[\\x21\\x23-\\x7e]*"){0,19})\\s*$';

export const IF_MATCH: ApiHeaderOptions = {
  name: 'If-Match',
  required: false,
  description: 'Entity tag the process must have; with any other the request is refused with 412.',
  schema: { type: 'string', pattern: CONDITION, example: '"mhx4k2a1.4.a"' },
};

export const IF_NONE_MATCH: ApiHeaderOptions = {
  name: 'If-None-Match',
  required: false,
  description:
    'Entity tag the caller has; as long as it is that of the process the answer is 304, or 412 where something is to be changed.',
  schema: { type: 'string', pattern: CONDITION, example: '"mhx4k2a1.4.a"' },
};

export const PREFER: ApiHeaderOptions = {
  name: 'Prefer',
  required: false,
  description:
    'RFC 7240: `wait=N` waits up to N seconds, as far as this service allows. Anything else is ignored.',
  schema: { type: 'string', example: 'wait=10' },
};

export const PREFER_RUN: ApiHeaderOptions = {
  ...PREFER,
  description:
    'RFC 7240: `wait=N` waits up to N seconds, as far as this service allows; `respond-async` does not wait.',
};

export const IDEMPOTENCY_KEY: ApiHeaderOptions = {
  name: 'Idempotency-Key',
  required: false,
  description:
    'A quoted string of 1 to 255 printable ASCII characters. The same key with the same body names the same process.',
  schema: {
    type: 'string',
    minLength: 3,
    maxLength: 257,
    pattern: '^"[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255}"$',
    example: '"order-4711"',
  },
};

export const TRACEPARENT: ApiHeaderOptions = {
  name: 'traceparent',
  required: false,
  description: 'W3C trace context, kept with the process; ignored unless it is valid.',
  schema: { type: 'string', example: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
};

export const LAST_EVENT_ID: ApiHeaderOptions = {
  name: 'Last-Event-ID',
  required: false,
  description: 'The id of the last event seen: the stream goes on after it.',
  schema: { type: 'string', pattern: '^[a-z0-9.]{1,40}$', example: 'mhx4k2a1.4.a' },
};

export const ETAG: ResponseHeaders = {
  ETag: {
    description: 'Opaque: names the life of the process, its revision and the form it is shown in.',
    schema: { type: 'string', pattern: '^"[a-z0-9.]+"$', example: '"mhx4k2a1.4.a"' },
  },
};

export const RETRY_AFTER: ResponseHeaders = {
  'Retry-After': {
    description: 'Seconds until it is worth asking again, as long as the process is not settled.',
    schema: { type: 'integer', minimum: 1, maximum: 30 },
  },
};

export const LOCATION: ResponseHeaders = {
  Location: {
    description: 'Where its status is.',
    schema: { type: 'string', pattern: '^/decisions/status/' },
  },
};

export const PREFERENCE_APPLIED: ResponseHeaders = {
  'Preference-Applied': {
    description: 'The preference that was followed.',
    schema: { type: 'string', example: 'wait=10' },
  },
};

export const IDEMPOTENT_REPLAYED: ResponseHeaders = {
  'Idempotent-Replayed': {
    description: 'The process was accepted by an earlier request.',
    schema: { type: 'string', enum: ['true'] },
  },
};
