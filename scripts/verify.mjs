// Sends every published case to a service of its own and prints, method by method, how close the answers come.
import { readFile } from 'node:fs/promises';
import { startServer } from './lib/server.mjs';
import { Refused, Service } from './lib/service.mjs';
import { table } from './lib/table.mjs';
import { deviationsOf } from './verify/deviations.mjs';
import { problemsOf } from './verify/problem-of.mjs';

const FILES = ['decision-cases.json', 'decision-requests.json'];
const read = async (name) =>
  JSON.parse(await readFile(new URL(`../test/fixtures/${name}`, import.meta.url), 'utf8'));
const cases = (await Promise.all(FILES.map(read))).flat();

const server = await startServer();
try {
  const service = new Service(server.url);
  const checked = [];
  for (const example of cases) checked.push(await check(service, example));
  report(checked);
} finally {
  await server.stop();
}

async function check(service, example) {
  const results = [];
  for (const problem of problemsOf(example)) results.push(await decide(service, example.id, problem));
  const deviations = deviationsOf(example, results);
  const missed = deviations.filter(({ deviation, tolerated }) => !(deviation <= tolerated));
  return { example, deviations, missed };
}

/** The result, or what is wrong with the problem. */
async function decide(service, query, problem) {
  try {
    const { body } = await service.ask('/decisions/run', {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'wait=30' },
      body: JSON.stringify({ decision_query: `Published case ${query}`, problem }),
      deadlineMs: 60_000,
    });
    if (body.status !== 'completed') throw new Error(`${query} is ${body.status}`);
    return body.result;
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 422) throw error;
    const faults = error.problem.errors.map(({ path, ...fault }) => ({
      ...fault,
      path: path.replace(/^problem\./, ''),
    }));
    return { faults };
  }
}

function report(checked) {
  const methods = [...new Set(checked.map(({ example }) => example.method))].sort();
  const rows = methods.map((method) => {
    const own = checked.filter(({ example }) => example.method === method);
    const figures = own.flatMap(({ deviations }) => deviations);
    const largest = Math.max(...figures.map(({ deviation }) => deviation));
    const close = own.filter(({ missed }) => missed.length === 0).length;
    return [method, `${close} of ${own.length}`, figures.length, shown(largest), source(own)];
  });
  console.log(table(['Method', 'Cases', 'Figures', 'Largest deviation', 'Sources'], rows));
  const missed = checked.filter(({ missed }) => missed.length > 0);
  for (const { example, missed: figures } of missed) {
    for (const { figure, deviation, tolerated } of figures) {
      console.error(
        `${example.id}: ${figure} is off by ${shown(deviation)}, tolerated is ${shown(tolerated)}`,
      );
    }
  }
  console.log(`\n${checked.length - missed.length} of ${checked.length} cases as published or derived.`);
  if (missed.length > 0) process.exitCode = 1;
}

function shown(number) {
  return Number.isFinite(number) ? String(Number(number.toPrecision(2))) : '∞';
}

/** Author and year of the first, and how many more. */
function source(checked) {
  const names = [...new Set(checked.map(({ example }) => example.source.split(/[,;:(@]/)[0].trim()))];
  return names.length <= 2
    ? names.join('; ')
    : `${names.slice(0, 2).join('; ')} and ${names.length - 2} more`;
}
