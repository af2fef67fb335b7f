/** Ends a start that cannot succeed: one line for causes an operator can mend, the stack for anything else. */
export function exitWithCause(error: unknown): never {
  process.stderr.write(`${isExpected(error) ? error.message : describe(error)}\n`);
  process.exit(1);
}

/** Faults of the surroundings, whose message says all there is to say: by name, and by the system's code. */
const EXPECTED = new Set(['InvalidEnvironment', 'PersistenceRefused', 'EngineModuleInvalid']);
const SYSTEM = new Set(['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'ENOTFOUND']);

function isExpected(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return EXPECTED.has(error.name) || ('code' in error && SYSTEM.has(String(error.code)));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
