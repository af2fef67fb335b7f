import type { Verdict } from '../judge/verdict.js';

/** How a run is scaled. */
export interface ScenarioSettings {
  readonly seed: number;
  readonly servers: number;
  readonly leaseMs: number;
  readonly processes: number;
  /** Kills, freezes, terminations or rounds, as the scenario goes. */
  readonly faults: number;
  /** What a busy machine may add to every recovery. */
  readonly slackMs: number;
  readonly preloads: readonly string[];
  /** A process that does not move for so long after the last fault is given up on. */
  readonly patienceMs: number;
  readonly onProgress: (line: string) => void;
  readonly keepFiles: boolean;
}

export interface ScenarioResult extends Verdict {
  /** What was counted and measured beside the verdict. */
  readonly figures: Readonly<Record<string, string | number>>;
}

export type Scenario = (settings: ScenarioSettings) => Promise<ScenarioResult>;
