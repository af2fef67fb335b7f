// Starts the service on a free port, decides one published problem before your eyes, prints why, and stops.
import { readFile } from 'node:fs/promises';
import { startServer } from './lib/server.mjs';
import { bar, table } from './lib/table.mjs';

const request = JSON.parse(await readFile(new URL('./demo-problem.json', import.meta.url), 'utf8'));
const server = await startServer();
try {
  const accepted = await start(server.url);
  print(`Asked:    ${request.decision_query}\nAccepted: ${accepted.process_id}\n`);
  print(report((await follow(server.url, accepted.process_id)).result));
} finally {
  await server.stop();
}

async function start(url) {
  const answer = await fetch(`${url}/decisions/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (answer.status !== 202) throw new Error(`not accepted: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Shows each step as it finishes; the long poll answers when something has changed. */
async function follow(url, id) {
  let shown = 0;
  for (let etag = '"0"'; ;) {
    const answer = await fetch(`${url}/decisions/status/${id}`, {
      headers: { 'if-none-match': etag, prefer: 'wait=10' },
    });
    if (answer.status === 304) continue;
    const status = await answer.json();
    etag = answer.headers.get('etag');
    const finished = status.steps.filter((step) => step.status === 'completed');
    for (const step of finished.slice(shown)) showStep(step, ++shown, status.progress.total_steps);
    if (status.completed_at) return status;
  }
}

function showStep(step, number, total) {
  const progress = bar(number / total).padEnd(20, '·');
  print(
    `  ${progress}  ${number}/${total}  ${step.name.padEnd(10)} ${String(step.duration_ms).padStart(5)} ms`,
  );
}

function report(result) {
  return [
    `\n${result.explanation}\n`,
    'Ranking',
    ranking(result),
    '\nWhat each criterion contributes',
    contributions(result),
    `\nRobustness: ${result.robustness.smaa.samples} random weightings; share in which each comes first`,
    acceptability(result),
    '\nHow far each weight can move before the recommendation changes',
    intervals(result),
  ].join('\n');
}

function ranking({ ranking: places }) {
  return table(
    ['rank', 'alternative', 'score', ''],
    places.map(({ rank, alternative, score }) => [rank, alternative, fixed(score), bar(score)]),
  );
}

function contributions({ ranking: places, contributions: parts }) {
  const criteria = Object.keys(parts[places[0].alternative]);
  return table(
    ['alternative', ...criteria],
    places.map(({ alternative }) => [
      alternative,
      ...criteria.map((name) => fixed(parts[alternative][name])),
    ]),
  );
}

function acceptability({ ranking: places, robustness }) {
  return table(
    ['alternative', 'first', ''],
    places.map(({ alternative }) => {
      const [first] = robustness.smaa.rank_acceptability[alternative];
      return [alternative, percent(first), bar(first)];
    }),
  );
}

function intervals({ robustness }) {
  return table(
    ['criterion', 'weight', 'from', 'to'],
    robustness.weight_intervals.map(({ criterion, weight, from, to }) => [
      criterion,
      fixed(weight),
      fixed(from),
      fixed(to),
    ]),
  );
}

function fixed(number) {
  return number.toFixed(3);
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
