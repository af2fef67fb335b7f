import { ValidateBy } from 'class-validator';
import { parseInstant } from '../../../http/request/instant.js';

/** What is said of a time that cannot be read. */
export const NOT_AN_INSTANT = 'must be a date and time with its offset, such as 2026-01-31T08:00:00Z';

/** A time in a body: `timeIn` reads it. */
export function IsInstant(): PropertyDecorator {
  return ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseInstant(value) !== null,
      defaultMessage: () => NOT_AN_INSTANT,
    },
  });
}

/** Epoch milliseconds; `undefined` if absent. */
export function timeIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : (parseInstant(text) ?? undefined);
}
