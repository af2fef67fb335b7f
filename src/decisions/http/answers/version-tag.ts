import { HttpProblem } from '../../../http/answer/problem.js';
import type { ProcessVersion } from '../../domain/process-version.js';

/**
 * Counts the formats in which a process was ever shown: in another format the same revision is another representation.
 */
const FORM = 'b';

const EVENT_ID = /^([0-9a-z]{1,11})\.(\d{1,15})\.([a-z0-9]{1,8})$/;
/** Ids of events before they contained the life: what they say cannot be trusted. */
const FORMER_EVENT_ID = /^\d{1,15}$/;

/** Contains the life of a process, its revision and the format it is shown in; opaque to callers. */
export function versionTag({ createdAt, revision }: ProcessVersion): string {
  return `${createdAt.toString(36)}.${revision}.${FORM}`;
}

/** As a header (RFC 9110 §8.8.3). */
export function etagOf(version: ProcessVersion): string {
  return `"${versionTag(version)}"`;
}

/**
 * The version that a client of an event stream has last seen; `null` for none, or for one that has no meaning any more.
 *
 * @throws HttpProblem if this service never issued such an id
 */
export function parseEventId(text: string | null): ProcessVersion | null {
  if (text === null || FORMER_EVENT_ID.test(text)) return null;
  const [, life, revision, form] = EVENT_ID.exec(text) ?? [];
  if (life === undefined || revision === undefined) {
    throw new HttpProblem('malformed_header', 'Last-Event-ID must be the id of an event of this stream.');
  }
  return form === FORM ? { createdAt: parseInt(life, 36), revision: Number(revision) } : null;
}
