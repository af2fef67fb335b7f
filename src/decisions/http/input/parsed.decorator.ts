import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';

/** May be absent; `null` does not count as absent. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_object, value: unknown) => value !== undefined);
}

/** The property becomes what `parse` makes of its text; text for which it answers `null` is a fault. */
export function Parsed(parse: (text: string) => unknown, fault: string): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? parse(value) : null)),
    ValidateBy({
      name: 'parsed',
      validator: { validate: (value: unknown) => value !== null, defaultMessage: () => fault },
    }),
  );
}
