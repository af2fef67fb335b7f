import { ask } from './ask.js';
import { cut } from './cut.js';
import { freeze } from './freeze.js';
import { idempotency } from './idempotency.js';
import { kill } from './kill.js';
import { mixed } from './mixed.js';
import { poison } from './poison.js';
import type { Scenario, ScenarioSettings } from './scenario.js';
import { store } from './store.js';
import { terminate } from './terminate.js';

interface Known {
  readonly run: Scenario;
  readonly defaults: ScenarioSettings;
}

export const DEFAULTS: ScenarioSettings = {
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
  freeze: { run: freeze, defaults: { ...DEFAULTS, faults: 100 } },
  sigterm: { run: terminate, defaults: { ...DEFAULTS, servers: 2, faults: 20, processes: 600 } },
  poison: { run: poison, defaults: { ...DEFAULTS, processes: 510 } },
  idempotency: { run: idempotency, defaults: { ...DEFAULTS, servers: 2, faults: 10 } },
  redis: { run: store, defaults: { ...DEFAULTS, faults: 50, processes: 1_000 } },
  cut: { run: cut, defaults: { ...DEFAULTS, faults: 50, processes: 500 } },
  ask: { run: ask, defaults: { ...DEFAULTS, faults: 60, processes: 600 } },
  mixed: { run: mixed, defaults: { ...DEFAULTS, faults: 60, processes: 1_000 } },
};
