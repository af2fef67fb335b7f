/** Asked every few seconds by machines: of interest only to those who look for it. */
const ROUTINE = /^\/(health|metrics)\b/;

export function isRoutine(path: string): boolean {
  return ROUTINE.test(path);
}
