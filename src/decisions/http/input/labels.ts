import { ValidateBy } from 'class-validator';
import { isText, TEXT_CHARACTER } from './text.decorator.js';

/** How many labels a process may have, and how many characters a name and a value. */
export const LABEL_LIMITS = { pairs: 16, name: 63, value: 200 } as const;
/** No colon, because a filter is written `label=name:value`. */
const NAME = `[A-Za-z0-9][A-Za-z0-9._/-]{0,${LABEL_LIMITS.name - 1}}`;
/** A pattern for the whole name, as JSON Schema and `RegExp` read it. */
export const LABEL_NAME = `^${NAME}$`;

/** Any text; its length is checked apart. */
export const LABEL_VALUE = `^${TEXT_CHARACTER}*$`;
/** A name and a value with a colon between. */
export const LABEL_FILTER = `^${NAME}:${TEXT_CHARACTER}{1,${LABEL_LIMITS.value}}$`;

/** A label of a process, which a list can be narrowed to. */
export interface Label {
  readonly name: string;
  readonly value: string;
}

/** An object of labels within {@link LABEL_LIMITS}. */
export function IsLabels(): PropertyDecorator {
  return ValidateBy({
    name: 'isLabels',
    validator: {
      validate: (value: unknown) => faultOf(value) === null,
      defaultMessage: (args) => faultOf(args?.value) ?? '',
    },
  });
}

/** `name:value`; the value may contain colons. */
export function parseLabel(text: string): Label | null {
  const colon = text.indexOf(':');
  const [name, value] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)];
  return isName(name) && isText(value, 1, LABEL_LIMITS.value)
    ? { name, value: value.normalize('NFC') }
    : null;
}

function faultOf(labels: unknown): string | null {
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels))
    return 'must be an object of strings';
  const entries = Object.entries(labels);
  if (entries.length > LABEL_LIMITS.pairs) return `must have at most ${LABEL_LIMITS.pairs} pairs`;
  if (!entries.every(([name]) => isName(name))) {
    return `must have names of 1 to ${LABEL_LIMITS.name} letters, digits, dots, dashes, slashes and underscores`;
  }
  const faulty = entries.find(([, value]) => !isText(value, 1, LABEL_LIMITS.value));
  return faulty ? `must have text of 1 to ${LABEL_LIMITS.value} characters at ${faulty[0]}` : null;
}

const WHOLE_NAME = new RegExp(LABEL_NAME);

function isName(text: string): boolean {
  return WHOLE_NAME.test(text);
}
