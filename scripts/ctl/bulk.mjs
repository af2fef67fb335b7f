import { createInterface } from 'node:readline/promises';
import { Refused } from '../lib/service.mjs';
import { pages } from './pages.mjs';
import { UsageError } from './usage-error.mjs';

const AT_ONCE = 4;

/** Whether a call is about all processes that a filter names, rather than about one. */
export function isBulk({ operand, options }) {
  const isFiltered = FILTERS.some((name) => options[name] !== undefined);
  if (operand !== undefined && isFiltered) throw new UsageError('Name a process or a filter, not both.');
  if (operand === undefined && !isFiltered)
    throw new UsageError('Name a process (ID) or a filter, e.g. --status.');
  return isFiltered;
}

const FILTERS = ['status', 'label', 'engine'];

/**
 * Does the same to every process that the filter names, once somebody has agreed to their number. What has moved on
 * meanwhile is counted and left alone.
 *
 * @param {object} context of the call
 * @param {{ verb: string, done: string, path: (id: string) => string, fits: (process: object) => boolean }} change
 * @returns {Promise<number>} the exit code
 */
export async function changeAll(context, change) {
  const ids = await idsOf(context, change.fits);
  if (ids.length === 0) {
    context.terminal.print('There are no such processes.');
    return 0;
  }
  if (!(await isAgreed(context, `${change.verb} ${counted(ids.length)}${filterText(context.options)}?`))) {
    context.terminal.print('Nothing was changed.');
    return 1;
  }
  const outcomes = await eachOf(ids, (id) => changed(context.service, change.path(id)));
  const refused = outcomes.filter((outcome) => outcome !== null);
  context.terminal.print(`${counted(ids.length - refused.length)} ${change.done}.`);
  for (const [reason, count] of tally(refused))
    context.terminal.print(`${counted(count)} left alone: ${reason}.`);
  return refused.length === 0 ? 0 : 1;
}

async function idsOf(context, fits) {
  const ids = [];
  const { status, label, engine } = context.options;
  for await (const { body } of pages({ ...context, options: { status, label, engine, all: true } })) {
    for (const process of body.processes) if (fits(process)) ids.push(process.process_id);
  }
  return ids;
}

async function isAgreed({ options, trouble }, question) {
  if (options.yes) return true;
  if (!process.stdin.isTTY)
    throw new UsageError(`${question} Nobody is there to be asked: say --yes to do it.`);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question(`${trouble.style('bold', question)} [y/N] `);
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** `null`, or why the service refused; what is not the process's own matter ends it all. */
async function changed(service, path) {
  try {
    await service.ask(path, { method: 'POST' });
    return null;
  } catch (error) {
    if (error instanceof Refused && [404, 409].includes(error.status))
      return error.problem.code ?? error.status;
    throw error;
  }
}

async function eachOf(ids, work) {
  const outcomes = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    outcomes.push(...(await Promise.all(ids.slice(from, from + AT_ONCE).map(work))));
  }
  return outcomes;
}

function tally(reasons) {
  const counts = new Map();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}

function counted(count) {
  return count === 1 ? '1 process' : `${count.toLocaleString('en-US')} processes`;
}

function filterText(options) {
  const named = FILTERS.filter((name) => options[name] !== undefined).map(
    (name) => `${name} ${options[name]}`,
  );
  return ` (${named.join(', ')})`;
}
