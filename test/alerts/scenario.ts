import type { Installation } from './installation.js';

/** A state of a real installation, and all that operators are told of it. */
export interface Scenario {
  /** Every alert that rings, and no other does. */
  readonly alerts: readonly string[];
  /** What was done, as a sentence of the documentation. */
  readonly how: string;
  /** Resolves once it is done; what follows from it is waited for. */
  readonly begin: (site: Installation) => Promise<unknown>;
  /** Puts it right. */
  readonly end?: (site: Installation) => Promise<unknown>;
  /** Fields of a line of the log of warnings. */
  readonly log?: Readonly<Record<string, unknown>>;
  /** What `/health` says of it. */
  readonly health?: string;
  /** What the tool is asked, and a part of what it answers. */
  readonly ctl: readonly [command: string, says: string];
}
