import { kill } from './kill.js';
import type { Scenario, ScenarioSettings } from './scenario.js';

interface Known {
  readonly run: Scenario;
  readonly defaults: ScenarioSettings;
}

const DEFAULTS: ScenarioSettings = {
  seed: 7,
  servers: 3,
  leaseMs: 2_000,
  processes: 2_000,
  faults: 200,
  slackMs: 1_000,
  preloads: [],
  patienceMs: 60_000,
  onProgress: () => undefined,
  keepFiles: false,
};

/** Every scenario by name, at the scale its promise is stated for. */
export const SCENARIOS: Readonly<Record<string, Known>> = {
  kill: { run: kill, defaults: DEFAULTS },
};
