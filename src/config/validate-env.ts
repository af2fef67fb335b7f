import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { accessFaults } from './given/access-settings.js';
import { Env } from './env.js';
import { envConflicts } from './env-conflicts.js';
import { rememberGiven } from './given/given-variables.js';
import { type LookAlike, lookAlikes } from './given/look-alikes.js';
import { overruledSettings } from './given/overruled-settings.js';
import { renamedFaults } from './given/renamed-variables.js';
import { variablesOf } from './variable.js';

/** The environment breaks rules. The message names every variable and its rule, and no value. */
export class InvalidEnvironment extends Error {
  readonly code = 'invalid_environment';

  constructor(readonly faults: readonly string[]) {
    super(['The environment is not valid:', ...faults].join('\n  '));
    this.name = 'InvalidEnvironment';
  }
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * Empty variables count as not set. Variables that the service does not know are ignored, unless somebody who sets one
 * believes to be protected by it.
 *
 * @throws InvalidEnvironment
 */
export function validateEnv(variables: Variables): Env {
  const given = known(variables);
  const env = plainToInstance(Env, given, { exposeDefaultValues: true });
  rememberGiven(env, Object.keys(given));
  const faults = validateSync(env).map(({ property, constraints = {} }) => {
    const [rule = 'is not valid'] = Object.values(constraints);
    return `${property} ${rule}`;
  });
  // Rules between variables are checked only when each variable is valid by itself.
  const all = faults.length > 0 ? faults : [...envConflicts(env), ...unprotected(variables, env)];
  if (all.length > 0) throw new InvalidEnvironment(all);
  return env;
}

/** Variables that nobody reads and that look like one that is read, with a sentence for the log. */
export function unreadVariables(variables: Variables): readonly (LookAlike & { readonly message: string })[] {
  return lookAlikes(setNames(variables), NAMES).map((found) => ({ ...found, message: sentence(found) }));
}

/** A misspelt safety setting must not lead to a production instance whose store forgets everything, or is another one. */
function unprotected(variables: Variables, env: Env): string[] {
  const faults = [...accessFaults(variables), ...renamedFaults(variables)];
  if (env.NODE_ENV !== 'production') return faults;
  const misspelt = unreadVariables(variables).filter(
    ({ meant, isMisspelt }) => isMisspelt && PROTECTING.test(meant) && !isSet(variables[meant]),
  );
  return [...faults, ...[...misspelt, ...overruledSettings(env)].map(({ message }) => message)];
}

const NAMES = variablesOf(Env).map(({ name }) => name);
const PROTECTING = /^(REDIS_|ENABLE_REDIS_PERSISTENCE$|PERSISTENCE_FALLBACK$|API_KEYS$|AUTH$|JWT_|JWKS_URL$)/;

function sentence({ name, meant }: LookAlike): string {
  return `${name} is no variable of this service and is not read: is ${meant} meant?`;
}

function known(variables: Variables): Record<string, unknown> {
  const entries = NAMES.map((name) => [name, variables[name]] as const);
  return Object.fromEntries(entries.filter(([, value]) => isSet(value)));
}

function setNames(variables: Variables): string[] {
  return Object.keys(variables).filter((name) => isSet(variables[name]));
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== '';
}
