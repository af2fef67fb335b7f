import { ValidateBy } from 'class-validator';

/** Control characters other than tab, line feed and carriage return, as members of a class of a regular expression. */
const CONTROLS = '\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f';
const CONTROL = new RegExp(`[${CONTROLS}]`);

/** One character of text, in a regular expression. */
export const TEXT_CHARACTER = `[^${CONTROLS}]`;

/**
 * Text of a limited number of characters (code points), without control characters; `read` says which part of it
 * counts.
 */
export function IsText(minLength: number, maxLength: number, read = asItIs): PropertyDecorator {
  return ValidateBy({
    name: 'isText',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isText(read(value), minLength, maxLength),
      defaultMessage: () =>
        `must be text of ${minLength} to ${maxLength} characters without control characters`,
    },
  });
}

/** Blanks, and characters without a form of their own such as zero-width ones: they are invisible. */
const INVISIBLE_ENDS = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** Without blanks and invisible characters at both ends. */
export function trimmed(text: string): string {
  return text.replace(INVISIBLE_ENDS, '');
}

function asItIs(text: string): string {
  return text;
}

/** Whether a value is text of so many code points, without control characters. */
export function isText(value: unknown, minLength: number, maxLength: number): value is string {
  // A code point has at most two code units: a longer text need not be counted.
  if (typeof value !== 'string' || value.length > 2 * maxLength || CONTROL.test(value)) return false;
  const { length } = Array.from(value);
  return length >= minLength && length <= maxLength;
}
