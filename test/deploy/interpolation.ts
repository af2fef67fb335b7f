/**
 * Fills in `${NAME}`, `${NAME:-default}` and `${NAME:?message}` as Docker Compose does.
 *
 * @throws Error with the message, for a variable that has to be set and is not
 */
export function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest = '') => {
    const value = variables[name] ?? '';
    if (value === '' && kind === '?') throw new Error(`${name}: ${String(rest)}`);
    return value === '' && kind === '-' ? String(rest) : value;
  });
}
