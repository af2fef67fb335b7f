import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject, JsonValue } from '../../../domain/json.js';
import { canonicalJson } from '../../base/canonical-json.js';
import { complexityFault } from './schema-complexity.js';

/** One thing wrong with data, e.g. `{ path: 'data.price', message: 'must be number' }`. */
export interface DataFault {
  readonly path: string;
  readonly message: string;
}

/** A JSON Schema that cannot be used; the message says why. */
export class UnusableSchema extends Error {}

const MAX_COMPILED = 100;
const MAX_FAULTS = 20;

/** A step asks with the same schema again and again, so the latest compiled schemas are kept. */
const compiled = new Map<string, ValidateFunction>();
let validator: Ajv2020 | null = null;

/**
 * What is wrong with the data according to a JSON Schema of draft 2020-12; nothing if they satisfy it.
 *
 * @throws UnusableSchema
 */
export function dataFaults(schema: JsonObject, data: JsonValue): readonly DataFault[] {
  const validate = compile(schema);
  if (validate(data)) return [];
  return (validate.errors ?? []).slice(0, MAX_FAULTS).map(faultOf);
}

/** @throws UnusableSchema for what is not a schema, or one whose check might never end */
export function compile(schema: JsonObject): ValidateFunction {
  const key = canonicalJson(schema);
  const known = compiled.get(key);
  if (known) return known;
  const fault = complexityFault(schema);
  if (fault !== null) throw new UnusableSchema(fault);
  const validate = newlyCompiled(JSON.parse(key) as JsonObject);
  const [oldest] = compiled.keys();
  if (compiled.size >= MAX_COMPILED && oldest !== undefined) compiled.delete(oldest);
  compiled.set(key, validate);
  return validate;
}

function newlyCompiled(schema: JsonObject): ValidateFunction {
  // Built when it is first needed: it compiles the schema of schemas.
  validator ??= new Ajv2020({ allErrors: true, validateFormats: false, strictTypes: false, logger: false });
  try {
    return validator.compile(schema);
  } catch (error) {
    throw new UnusableSchema(error instanceof Error ? error.message : 'it is no JSON Schema', {
      cause: error,
    });
  } finally {
    // It would keep every schema it has ever seen.
    validator.removeSchema(schema);
  }
}

/** Where the fault is, as a property path, and what is wrong: never the value. */
function faultOf({ instancePath, message, keyword, params }: ErrorObject): DataFault {
  const steps = instancePath.split('/').slice(1);
  const path = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const place = path.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
  const { allowedValues } = params as { readonly allowedValues?: readonly unknown[] };
  const choices =
    keyword === 'enum' && allowedValues ? `: ${allowedValues.map(String).join(', ').slice(0, 200)}` : '';
  return { path: `data${place}`, message: `${message ?? 'is invalid'}${choices}` };
}
