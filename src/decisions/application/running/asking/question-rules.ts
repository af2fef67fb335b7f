import { CALLER_ROLES, type CallerRole } from '../../../domain/caller.js';
import type { JsonObject, JsonValue } from '../../../domain/json.js';
import { type Question, REQUEST_KINDS, type RequestKind } from '../../../domain/waiting/requests.js';

/** Why a question cannot be asked, as the end of a sentence about it. */
export class IllFormed extends Error {}

const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
const MAX_TITLE_LENGTH = 300;
const LONGEST_MS = 366 * 24 * 3_600_000;

type Plain = Pick<Question, 'name' | 'kind' | 'title' | 'roles' | 'notBy' | 'expiresInMs'>;

/**
 * The parts of a question other than outcomes, data and evidence.
 *
 * @throws IllFormed
 */
export function askRules({ name, kind, title, roles, notBy, expiresInMs }: JsonObject): Plain {
  if (typeof name !== 'string' || !NAME.test(name))
    throw new IllFormed('name must be at most 64 letters, digits, dots, dashes and underscores');
  if (!isText(title, MAX_TITLE_LENGTH))
    throw new IllFormed(`title must be text of 1 to ${MAX_TITLE_LENGTH} characters`);
  if (notBy !== undefined && notBy !== 'starter') throw new IllFormed('notBy must be starter');
  return {
    name,
    kind: kindOf(kind),
    title: title.trim(),
    roles: rolesOf(roles),
    notBy: notBy ?? null,
    expiresInMs: durationOf(expiresInMs),
  };
}

/** Whether a value is text that says something, of at most so many UTF-16 code units. */
export function isText(value: JsonValue | undefined, maxLength: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= maxLength;
}

function kindOf(value: JsonValue | undefined): RequestKind {
  const kind = REQUEST_KINDS.find((known) => known === value);
  if (kind === undefined) throw new IllFormed(`kind must be one of ${REQUEST_KINDS.join(', ')}`);
  return kind;
}

function rolesOf(value: JsonValue | undefined = ['review']): readonly CallerRole[] {
  const given: readonly JsonValue[] = Array.isArray(value) ? value : [];
  const roles = CALLER_ROLES.filter((role) => given.includes(role));
  if (roles.length === 0 || roles.length !== given.length)
    throw new IllFormed(`roles must be a list of some of ${CALLER_ROLES.join(', ')}, each once`);
  return roles;
}

function durationOf(value: JsonValue | undefined): number | null {
  if (value === undefined) return null;
  const isDuration =
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= LONGEST_MS;
  if (!isDuration) throw new IllFormed(`expiresInMs must be a whole number from 1 to ${LONGEST_MS}`);
  return value;
}
