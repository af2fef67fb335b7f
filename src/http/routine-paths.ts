/** Requested every few seconds by machines: they are logged only at a detailed level. */
const ROUTINE = /^\/(health|metrics)\b/;

export function isRoutine(path: string): boolean {
  return ROUTINE.test(path);
}
