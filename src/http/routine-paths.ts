/** Requested every few seconds by machines: they are logged only at a detailed level. */
const ROUTINE = /^\/(health|metrics)\b/;

/** Whether a path is asked by machines again and again: probes, metrics and the like. */
export function isRoutine(path: string): boolean {
  return ROUTINE.test(path);
}
