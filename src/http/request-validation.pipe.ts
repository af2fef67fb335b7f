import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  type ValidationError,
  ValidationPipe,
} from '@nestjs/common';
import { HttpProblem, type ProblemCode, type RequestFault } from './problem.js';

const MAX_ERRORS = 50;

/** Checks bodies and parameters against their classes: an invalid body is 422, a malformed parameter 400. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  private readonly body = validationPipe('invalid_request');
  private readonly parameters = validationPipe('malformed_parameter');

  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body') return this.parameters.transform(value, metadata);
    if (value === undefined) throw new HttpProblem('empty_body', 'The body must be a JSON object.');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new HttpProblem('malformed_json', 'The body must be a JSON object.');
    }
    return this.body.transform(value, metadata);
  }
}

function validationPipe(code: ProblemCode): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false },
    exceptionFactory: (errors) => problemOfErrors(code, errors),
  });
}

function problemOfErrors(code: ProblemCode, validation: readonly ValidationError[]): HttpProblem {
  const errors = validation.flatMap((error) => faultsOf(error)).slice(0, MAX_ERRORS);
  const [first] = errors;
  const detail = first ? `${first.path} ${first.message}` : 'The request is invalid.';
  return new HttpProblem(code, errors.length > 1 ? `${detail} (and ${errors.length - 1} more)` : detail, {
    errors,
  });
}

/** class-validator begins each message with the name of the property, which the path says already. */
function faultsOf({ property, constraints, children }: ValidationError, parent = ''): RequestFault[] {
  const path = parent === '' ? shortened(property) : `${parent}.${shortened(property)}`;
  const own = Object.entries(constraints ?? {}).map(([rule, message]) => ({
    path,
    message: wordsOf(rule, message, property),
  }));
  return [...own.slice(0, 1), ...(children ?? []).flatMap((child) => faultsOf(child, path))];
}

function wordsOf(rule: string, message: string, property: string): string {
  if (rule === 'whitelistValidation') return 'is unknown';
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}

function shortened(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 60)}…`;
}
