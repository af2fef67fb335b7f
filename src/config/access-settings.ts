/**
 * Variables that ask for access control, which this service does not have: whoever sets one believes to be protected,
 * so it is never passed over in silence.
 */
const ACCESS_SETTINGS = [
  'API_KEYS',
  'AUTH',
  'METRICS_AUTH',
  'JWT_ISSUER',
  'JWT_AUDIENCE',
  'JWKS_URL',
  'JWT_ROLES_CLAIM',
];
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

export function accessFaults(variables: Readonly<Record<string, unknown>>): string[] {
  return [...ACCESS_SETTINGS, ...OTHER_NAMES]
    .filter((name) => isSet(variables[name]))
    .map(
      (name) =>
        `${name} must not be set: there is no access control here, and whoever reaches the port may use it`,
    );
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== '' && value !== 'off' && value !== 'false';
}
