/** What variables were called before, and what they are called now. */
const RENAMED: Readonly<Record<string, string>> = { RECONCILE_MS: 'INDEX_CHECK_MS' };

/** Faults of variables that are set by a name they had before: whoever sets one means it to hold, and it would not. */
export function renamedFaults(variables: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(RENAMED)
    .filter(([before]) => variables[before] !== undefined && variables[before] !== '')
    .map(([before, now]) => `${before} must not be set: it is called ${now} now`);
}
