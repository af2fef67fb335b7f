import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { Env } from './env.js';
import { envConflicts } from './env-conflicts.js';
import { variablesOf } from './variable.js';

/** The environment breaks rules; the message names every variable and rule, and no value. */
export class InvalidEnvironment extends Error {
  readonly code = 'invalid_environment';

  constructor(readonly faults: readonly string[]) {
    super(['The environment is not valid:', ...faults].join('\n  '));
    this.name = 'InvalidEnvironment';
  }
}

/**
 * Variables that are empty count as not set; those the service does not know are ignored.
 *
 * @throws InvalidEnvironment
 */
export function validateEnv(variables: Readonly<Record<string, unknown>>): Env {
  const env = plainToInstance(Env, known(variables), { exposeDefaultValues: true });
  const faults = validateSync(env).map(({ property, constraints = {} }) => {
    const [rule = 'is not valid'] = Object.values(constraints);
    return `${property} ${rule}`;
  });
  // Rules between variables mean something only when each is what it claims to be.
  const all = faults.length > 0 ? faults : envConflicts(env);
  if (all.length > 0) throw new InvalidEnvironment(all);
  return env;
}

function known(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = variablesOf(Env).map(({ name }) => [name, variables[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ''));
}
