import { HttpProblem } from '../answer/problem.js';

/** The values of `If-Match` or `If-None-Match`: any representation, or one of these tags. */
export type EntityTagCondition = '*' | readonly EntityTag[];

export interface EntityTag {
  readonly value: string;
  readonly isWeak: boolean;
}

const TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;
const MAX_TAGS = 20;

/** The tag of a revision (RFC 9110 §8.8.3): the representation changes with the revision and with nothing else. */
export function tagOf(revision: number): string {
  return `"${revision}"`;
}

/**
 * `null` if the header is absent.
 *
 * @throws HttpProblem if it is neither `*` nor a list of tags
 */
export function parseTags(name: string, header: string | undefined): EntityTagCondition | null {
  if (header === undefined) return null;
  if (header.trim() === '*') return '*';
  const tags = header.split(',').map((item) => TAG.exec(item.trim()));
  if (tags.length > MAX_TAGS || tags.includes(null)) {
    throw new HttpProblem('malformed_header', `${name} must be * or at most ${MAX_TAGS} quoted entity tags.`);
  }
  return tags.map((match) => ({ value: match?.[2] ?? '', isWeak: match?.[1] !== undefined }));
}

/** As `If-None-Match` compares: weak tags are as good as strong ones. */
export function matchesWeakly(condition: EntityTagCondition, revision: number): boolean {
  return condition === '*' || condition.some(({ value }) => value === String(revision));
}

/** As `If-Match` compares: a weak tag matches nothing. */
export function matchesStrongly(condition: EntityTagCondition, revision: number): boolean {
  return condition === '*' || condition.some(({ value, isWeak }) => !isWeak && value === String(revision));
}
