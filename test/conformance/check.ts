import type { Installation } from './installation.js';
import type { Need } from './needs.js';

/** One thing the contract says, tried on a running installation. */
export interface Check {
  /** How the line of `docs/http.md` begins, or a part of it that stands nowhere else. */
  readonly line: string;
  readonly tries: string;
  readonly needs?: readonly Need[];
  /** Waits for long: begins with the first and is looked at after the last. */
  readonly isSlow?: boolean;
  /** Leaves small bounds no room for others meanwhile. */
  readonly takesRoom?: boolean;
  run(installation: Installation): Promise<void>;
}
