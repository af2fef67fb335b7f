import {
  type ArgumentMetadata,
  Injectable,
  type PipeTransform,
  type Type,
  type ValidationError,
  ValidationPipe,
} from '@nestjs/common';
import { validateSync } from 'class-validator';
import { FORBIDDEN_NAMES } from './body/json-body.js';
import { HttpProblem, type ProblemCode, problemOfFaults, type RequestFault } from '../answer/problem.js';

const MAX_ERRORS = 50;
const MAX_NAME_LENGTH = 60;

const RULES = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };

/** Checks bodies and parameters against their classes: an invalid body is 422, a malformed parameter 400. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  private readonly parameters = new ValidationPipe({
    ...RULES,
    transform: true,
    transformOptions: { enableImplicitConversion: false },
    exceptionFactory: (errors) => invalid('malformed_parameter', errors),
  });

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.type === 'body') return validBody(value, metadata.metatype);
    // Text of a path, and what our own decorators have read and checked, is already valid.
    if (metadata.type === 'custom' || (metadata.metatype === String && typeof value === 'string'))
      return value;
    if (metadata.type === 'query') checkNames(value);
    return this.parameters.transform(value, metadata);
  }
}

/**
 * Bodies do not pass through class-transformer, which copies them member by member: that takes a quarter of a second
 * for a large problem, and drops members named like methods. A body may be absent if its class says `mayBeAbsent`.
 */
function validBody(value: unknown, type: Type<object> | undefined): unknown {
  if (value === undefined && type && 'mayBeAbsent' in type) return new type();
  if (value === undefined) throw new HttpProblem('empty_body', 'The body must be a JSON object.');
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !type) {
    throw new HttpProblem('malformed_json', 'The body must be a JSON object.');
  }
  const body = Object.assign(new type(), value);
  const errors = validateSync(body, RULES);
  if (errors.length > 0) throw invalid('invalid_request', errors);
  return body;
}

/** The framework drops these silently. */
function checkNames(parameters: unknown): void {
  const names = typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : [];
  const name = names.find((each) => FORBIDDEN_NAMES.has(each));
  if (name === undefined) return;
  throw faulty('malformed_parameter', [{ path: name, message: 'is unknown' }]);
}

function invalid(code: ProblemCode, errors: readonly ValidationError[]): HttpProblem {
  return faulty(code, errors.slice(0, MAX_ERRORS).map(faultOf));
}

function faulty(code: ProblemCode, faults: readonly RequestFault[]): HttpProblem {
  return problemOfFaults(code, faults, 'The request is invalid.');
}

/** The first fault of a property; the others follow from it. */
function faultOf({ property, constraints }: ValidationError): RequestFault {
  const [[rule, message] = ['', 'is invalid']] = Object.entries(constraints ?? {});
  return { path: shortened(property), message: rule === 'whitelistValidation' ? 'is unknown' : message };
}

/** Of a name that callers invented. */
export function shortened(name: string): string {
  return name.length <= MAX_NAME_LENGTH ? name : `${name.slice(0, MAX_NAME_LENGTH)}…`;
}
