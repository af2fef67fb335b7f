import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';

/** What users are told about a variable. The tables of the documentation are made from it. */
export interface VariableDocument {
  readonly name: string;
  /** Completes "must be …". */
  readonly rule: string;
  readonly description: string;
}

/** All variables declared on a class, in the order of declaration. */
export function variablesOf(target: abstract new () => object): readonly VariableDocument[] {
  return documents.get(target.prototype as object) ?? [];
}

/** A variable that is a whole number within a range, both ends included. */
export function Integer(range: { min: number; max: number }, description: string): PropertyDecorator {
  const rule = `an integer from ${range.min} to ${range.max}`;
  const fault = { message: `must be ${rule}` };
  return variable(
    { rule, description },
    Transform(({ value }) => toInteger(value)),
    IsInt(fault),
    Min(range.min, fault),
    Max(range.max, fault),
  );
}

/** A variable that is `true`, `1`, `false` or `0`. */
export function Flag(description: string): PropertyDecorator {
  const rule = 'true or false';
  return variable(
    { rule, description },
    Transform(({ value }) => toBoolean(value)),
    IsBoolean({ message: `must be ${rule}` }),
  );
}

/** A variable that is one of these words; optional. */
export function OneOf(values: readonly string[], description: string): PropertyDecorator {
  const rule = `one of ${values.join(', ')}`;
  return variable({ rule, description }, IsIn(values, { message: `must be ${rule}` }), IsOptional());
}

/** Optional text. `rule` says in words what `pattern` demands. */
export function Text(pattern: RegExp, rule: string, description: string): PropertyDecorator {
  return variable({ rule, description }, Matches(pattern, { message: `must be ${rule}` }), IsOptional());
}

/** Text whose form is checked by a function, where a pattern cannot do it. */
export function Checked(
  check: (text: string) => boolean,
  rule: string,
  description: string,
): PropertyDecorator {
  const validator = { validate: (value: unknown) => typeof value === 'string' && check(value) };
  const form = ValidateBy({ name: 'checked', validator }, { message: `must be ${rule}` });
  return variable({ rule, description }, form, IsOptional());
}

const documents = new WeakMap<object, VariableDocument[]>();

function variable(
  document: Omit<VariableDocument, 'name'>,
  ...decorators: PropertyDecorator[]
): PropertyDecorator {
  const describe: PropertyDecorator = (prototype, name) => {
    const known = documents.get(prototype) ?? [];
    documents.set(prototype, [...known, { ...document, name: String(name) }]);
  };
  return applyDecorators(describe, ...decorators);
}

/** Stricter than `Number`, which reads `0x10`, `1e3` and blanks as numbers too. */
function toInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** Anything but these words is left as it is and fails validation: `no` must not become `true`. */
function toBoolean(value: unknown): unknown {
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  return value;
}
