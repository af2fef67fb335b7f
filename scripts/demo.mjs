// Starts the service on a free port, decides one published problem before your eyes, prints why, and stops.
import { readFile } from 'node:fs/promises';
import {
  acceptabilityTable,
  contributionTable,
  intervalTable,
  rankingTable,
} from './lib/decision-report.mjs';
import { follow } from './lib/follow.mjs';
import { outcome, StepProgress } from './lib/process-report.mjs';
import { startServer } from './lib/server.mjs';
import { Service } from './lib/service.mjs';
import { table } from './lib/table.mjs';
import { Terminal } from './lib/terminal.mjs';
import { wrap } from './lib/text.mjs';

/** Podvezko 2011, Engineering Economics 22(2):134-146: the SAW criterion of each country. */
const PUBLISHED = { Estonia: 0.251, Latvia: 0.246, Lithuania: 0.301, Poland: 0.202 };

// The server goes with this process, however it ends: see startServer.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
process.once('SIGHUP', () => process.exit(129));

const terminal = new Terminal();
const body = await readFile(new URL('./demo-problem.json', import.meta.url), 'utf8');
const { decision_query: query, problem } = JSON.parse(body);

try {
  const server = await startServer();
  try {
    await decide(new Service(server.url));
  } finally {
    await server.stop();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function decide(service) {
  terminal.print(`${terminal.heading(wrap(query, terminal.columns))}\n\n${matrix()}\n`);
  const { body: accepted } = await service.ask('/decisions/start', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  terminal.print(`Accepted as ${accepted.process_id}\n`);
  const ended = await settled(service, accepted.process_id);
  if (ended.status !== 'completed')
    throw new Error(`The process is ${ended.status}. ${outcome(ended, terminal)}`);
  terminal.print(`\n${outcome(ended, terminal)}`);
  for (const [title, text] of sections(ended.result)) terminal.print(`\n${terminal.heading(title)}\n${text}`);
}

/** Shows each step as it finishes. */
async function settled(service, id) {
  const progress = new StepProgress(terminal);
  let last;
  for await (const { status } of follow(service, id)) {
    progress.show(status);
    last = status;
  }
  return last;
}

/** What is given: a row for each criterion, a column for each alternative. */
function matrix() {
  const { alternatives, criteria, scores } = problem;
  const rows = criteria.map(({ name, direction, weight }, column) => [
    name,
    direction === 'cost' ? 'low' : 'high',
    weight,
    ...scores.map((row) => row[column]),
  ]);
  return table(['criterion', 'better', 'weight', ...alternatives], rows);
}

function sections(result) {
  const { samples } = result.robustness.smaa;
  return [
    ['Ranking', rankingTable(result, terminal, PUBLISHED)],
    ['What each criterion contributes', contributionTable(result)],
    [
      `Robustness: share of ${samples} random weightings in which each comes first`,
      acceptabilityTable(result, terminal),
    ],
    ['How far each weight can move before the recommendation changes', intervalTable(result)],
  ];
}
