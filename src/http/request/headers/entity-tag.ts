import { HttpProblem } from '../../answer/problem.js';

/** The values of `If-Match` or `If-None-Match`: any representation, or one of these tags. */
export type EntityTagCondition = '*' | readonly EntityTag[];

/** A tag of RFC 9110 §8.8.3. */
export interface EntityTag {
  /** Without its quotes. */
  readonly value: string;
  readonly isWeak: boolean;
}

/** The condition of a request on the representation; `null` for a header that is absent. */
export interface Preconditions {
  readonly ifMatch: EntityTagCondition | null;
  readonly ifNoneMatch: EntityTagCondition | null;
}

const MAX_TAGS = 20;

/** One element of a list (RFC 9110 §5.6.1, §8.8.3), which may be empty; a tag may have commas of its own. */
const ELEMENT = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*)?(,|$)/y;

/**
 * `null` if the header is absent.
 *
 * @throws HttpProblem if it is neither `*` nor a list of tags
 */
export function parseTags(name: string, header: string | undefined): EntityTagCondition | null {
  if (header === undefined) return null;
  if (header.trim() === '*') return '*';
  const tags = tagsOf(header);
  if (tags === null || tags.length === 0 || tags.length > MAX_TAGS) {
    throw new HttpProblem('malformed_header', `${name} must be * or at most ${MAX_TAGS} quoted entity tags.`);
  }
  return tags;
}

/** `null` if the text is not a list of tags. */
function tagsOf(list: string): EntityTag[] | null {
  const tags: EntityTag[] = [];
  ELEMENT.lastIndex = 0;
  for (let end: string | undefined = ','; end === ',';) {
    const [, weak, value, separator] = ELEMENT.exec(list) ?? [];
    if (separator === undefined) return null;
    if (value !== undefined) tags.push({ value, isWeak: weak !== undefined });
    end = separator;
  }
  return tags;
}

/** The comparison of `If-None-Match`: weak tags count like strong ones. */
export function matchesWeakly(condition: EntityTagCondition, tag: string): boolean {
  return condition === '*' || condition.some(({ value }) => value === tag);
}

/** The comparison of `If-Match`: a weak tag matches nothing. */
export function matchesStrongly(condition: EntityTagCondition, tag: string): boolean {
  return condition === '*' || condition.some(({ value, isWeak }) => !isWeak && value === tag);
}
