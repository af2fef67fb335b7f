import {
  parseProcessId,
  parseWorkerId,
  type ProcessId,
  type WorkerId,
} from '../../../decisions/domain/ids.js';
import { RedisFault } from './redis-errors.js';

/** Fields and values of one hash. */
export type HashFields = ReadonlyMap<string, string>;

/** Checks of what scripts and commands answer. Any unexpected answer is a `RedisFault`. */
export function wholeReply(reply: unknown): number {
  if (typeof reply !== 'number') throw unexpected();
  return reply;
}

/** @throws RedisFault */
export function listReply(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw unexpected();
  return reply;
}

/** @throws RedisFault */
export function textReply(reply: unknown): string {
  if (typeof reply !== 'string') throw unexpected();
  return reply;
}

/** Fields and values in turn. */
export function fieldsReply(reply: readonly unknown[]): HashFields {
  return new Map(pairs(reply));
}

/** The values of these fields, in their order; `null` for one that there is not. */
export function valuesReply(names: readonly string[], values: readonly (string | null)[]): HashFields {
  const fields = new Map<string, string>();
  names.forEach((name, nth) => {
    const value = values[nth];
    if (value != null) fields.set(name, value);
  });
  return fields;
}

/** Members and scores in turn. */
export function scoresReply(reply: readonly unknown[]): (readonly [string, number])[] {
  return pairs(reply).map(([member, score]) => [member, Number(score.replace('inf', 'Infinity'))]);
}

/** Members that are process ids; others were put there by another program. */
export function processIds(members: readonly unknown[]): ProcessId[] {
  return members.map((member) => parseProcessId(textReply(member))).filter((id) => id !== null);
}

/** Members that are worker ids; others were put there by another program. */
export function workerIds(members: readonly unknown[]): WorkerId[] {
  return members.map((member) => parseWorkerId(textReply(member))).filter((id) => id !== null);
}

function pairs(reply: readonly unknown[]): (readonly [string, string])[] {
  return Array.from({ length: reply.length / 2 }, (_, nth) => [
    textReply(reply[2 * nth]),
    textReply(reply[2 * nth + 1]),
  ]);
}

function unexpected(): RedisFault {
  return new RedisFault('unexpected_reply');
}
