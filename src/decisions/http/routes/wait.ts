import type { HttpSettings } from '../../../http/http-settings.js';
import type { Preference } from '../../../http/request/headers/preference.js';

/** How long a request waits, and the header that tells its caller so. */
export interface Wait {
  readonly ms: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A run waits unless its caller prefers not to. */
export function waitForOutcome({ waitS, respondAsync }: Preference, settings: HttpSettings): Wait {
  if (waitS !== null) return waitOf(waitS, settings);
  if (respondAsync) return { ms: 0, headers: { 'preference-applied': 'respond-async' } };
  return { ms: settings.waitDefaultS * 1000, headers: {} };
}

/** A request for the status waits only when asked to. */
export function waitForChange({ waitS }: Preference, settings: HttpSettings): Wait {
  return waitS === null ? { ms: 0, headers: {} } : waitOf(waitS, settings);
}

function waitOf(wantedS: number, { waitCapS }: HttpSettings): Wait {
  const seconds = Math.min(wantedS, waitCapS);
  return { ms: seconds * 1000, headers: { 'preference-applied': `wait=${seconds}` } };
}
