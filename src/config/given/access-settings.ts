/**
 * Names under which other programs take access settings. This one does not read them, and somebody who sets one
 * believes the service to be protected, so they are always reported.
 */
const OTHER_NAMES = [
  'API_KEY',
  'APIKEY',
  'APIKEYS',
  'API_TOKEN',
  'API_TOKENS',
  'AUTH_TOKEN',
  'AUTH_ENABLED',
  'BASIC_AUTH',
];

/** What is wrong with variables that look as if they restricted access and are read by nobody; empty if nothing is. */
export function accessFaults(variables: Readonly<Record<string, unknown>>): string[] {
  return OTHER_NAMES.filter((name) => isSet(variables[name])).map(
    (name) => `${name} must not be set: it is not read and protects nothing; API_KEYS says who may call`,
  );
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== 'off' && value !== 'false';
}
