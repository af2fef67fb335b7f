import type { Check } from './check.js';
import type { Need } from './needs.js';
import { NEEDS } from './needs.js';
import { ACCESS } from './chapters/access.js';
import { BOUNDS } from './chapters/bounds.js';
import { BROWSERS } from './chapters/browsers.js';
import { EVERY_ROUTE } from './chapters/every-route.js';
import { MANAGE } from './chapters/manage.js';
import { PEOPLE } from './chapters/people.js';
import { OPERATIONS } from './chapters/operations.js';
import { REQUESTS } from './chapters/requests.js';
import { RESULT } from './chapters/result.js';
import { START } from './chapters/start.js';
import { STATUS } from './chapters/status.js';
import { WAITING } from './chapters/waiting.js';
import { type Gap, gapsOf } from './coverage.js';
import type { Installation } from './installation.js';

export const CHECKS: readonly Check[] = [
  ...REQUESTS,
  ...EVERY_ROUTE,
  ...BROWSERS,
  ...START,
  ...STATUS,
  ...MANAGE,
  ...PEOPLE,
  ...OPERATIONS,
  ...WAITING,
  ...ACCESS,
  ...RESULT,
  ...BOUNDS,
];

export interface Tried {
  readonly check: Check;
  /** `null` if it holds. */
  readonly fault: string | null;
  /** What was missing to try it. */
  readonly missing: readonly Need[];
}

export interface Outcome {
  readonly tried: readonly Tried[];
  /** What the OpenAPI document has that was not reached. */
  readonly gaps: readonly Gap[];
}

/** Tries everything the contract says. `tell` hears of each check as soon as it is known how it went. */
export async function tryAll(
  installation: Installation,
  tell: (tried: Tried) => void = () => undefined,
): Promise<Outcome> {
  const one = async (check: Check): Promise<Tried> => {
    const result = await tryOne(check, installation);
    tell(result);
    return result;
  };
  const isAside = ({ isSlow, takesRoom }: Check) =>
    isSlow === true && !(takesRoom === true && installation.needs.has('bounds'));
  const aside = CHECKS.filter(isAside).map(one);
  const tried: Tried[] = [];
  for (const check of CHECKS) if (!isAside(check)) tried.push(await one(check));
  tried.push(...(await Promise.all(aside)));
  return { tried, gaps: gapsOf(installation) };
}

async function tryOne(check: Check, installation: Installation): Promise<Tried> {
  const missing = (check.needs ?? []).filter((need) => !installation.needs.has(need));
  if (missing.length > 0) return { check, fault: null, missing };
  try {
    await check.run(installation);
    return { check, fault: null, missing };
  } catch (error) {
    return { check, fault: error instanceof Error ? (error.stack ?? error.message) : String(error), missing };
  }
}

/** How it went, in a few words. */
export function verdictOf({ fault, missing }: Tried): string {
  if (missing.length > 0) return `not tried: needs ${missing.map((need) => NEEDS[need]).join('; ')}`;
  return fault ?? 'holds';
}
