/** The former names of variables, and their names now. */
const RENAMED: Readonly<Record<string, string>> = { RECONCILE_MS: 'INDEX_CHECK_MS' };

/** Faults of variables set by a former name: they are meant to have an effect and would have none. */
export function renamedFaults(variables: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(RENAMED)
    .filter(([before]) => variables[before] !== undefined && variables[before] !== '')
    .map(([before, now]) => `${before} must not be set: it is called ${now} now`);
}
