import { parseArgs } from 'node:util';
import { report } from './report/report.js';
import { SABOTAGES, sabotage } from './scenarios/sabotage.js';
import { SCENARIOS } from './scenarios/scenarios.js';
import type { ScenarioSettings } from './scenarios/scenario.js';

const USAGE = `Usage: npm run chaos -- [options]
  --scenario NAME   one of ${Object.keys(SCENARIOS).join(', ')}; default kill
  --kills N         faults of the scenario: kills, freezes, terminations or rounds
  --processes N     processes that are started while it happens
  --servers N       server processes on one store
  --lease-ms N      lease of a server
  --slack-ms N      what a busy machine may add to every recovery
  --seed N          the same seed draws the same load and the same faults
  --sabotage NAME   one of ${SABOTAGES.join(', ')}: the run has to find it
  --keep-files      leave the logs of servers and steps where they are`;

/** Runs one scenario at any scale; answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const name = values.scenario;
  const chosen = Object.entries(SCENARIOS).find(([known]) => known === name);
  if (values.help || !chosen) {
    print(USAGE);
    return values.help ? 0 : 2;
  }
  // What was started is ended on the way out, for any reason to leave.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const [, { run, defaults }] = chosen;
  const result = await run({ ...defaults, ...settingsOf(values) });
  print(report(name, result));
  return result.violations.length === 0 ? 0 : 1;
}

const OPTIONS = {
  scenario: { type: 'string', default: 'kill' },
  kills: { type: 'string' },
  processes: { type: 'string' },
  servers: { type: 'string' },
  'lease-ms': { type: 'string' },
  'slack-ms': { type: 'string' },
  seed: { type: 'string' },
  sabotage: { type: 'string' },
  'keep-files': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function settingsOf(values: Values): Partial<ScenarioSettings> {
  const numbers = {
    faults: values.kills,
    processes: values.processes,
    servers: values.servers,
    leaseMs: values['lease-ms'],
    slackMs: values['slack-ms'],
    seed: values.seed,
  };
  const given = Object.entries(numbers).filter(([, text]) => text !== undefined);
  return {
    ...Object.fromEntries(given.map(([name, text]) => [name, Number(text)])),
    ...(values.sabotage === undefined ? {} : { preloads: [sabotage(values.sabotage)] }),
    keepFiles: values['keep-files'],
    onProgress: (line) => print(`  ${new Date().toISOString().slice(11, 19)}  ${line}`),
  };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
