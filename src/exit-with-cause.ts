/** Ends a start that cannot succeed: one message for expected causes, the stack for anything else. */
export function exitWithCause(error: unknown): never {
  const isExpected = error instanceof Error && EXPECTED.has(error.name);
  process.stderr.write(`${isExpected ? error.message : describe(error)}\n`);
  process.exit(1);
}

/** Faults of the surroundings, whose message says all an operator needs. */
const EXPECTED = new Set(['InvalidEnvironment', 'PersistenceRefused', 'EngineModuleInvalid']);

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
