import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { isRanked, rankingTable } from '../lib/decision-report.mjs';
import { follow } from '../lib/follow.mjs';
import { labelList, outcome, StepProgress, stepTable } from '../lib/process-report.mjs';
import { ACCEPTED, shaped, STATUS, STEP } from '../lib/shapes.mjs';
import { escapeJson, wrap } from '../lib/text.mjs';
import { age } from '../lib/time.mjs';
import { printAnswer } from './answer.mjs';
import { changeAll, isBulk } from './bulk.mjs';
import { UsageError } from './usage-error.mjs';

const IDEMPOTENCY_KEY = /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,255}$/;

export async function show(context) {
  if (context.options.step !== undefined) return showStep(context);
  const { body, text } = await context.service.ask(`/decisions/status/${context.operand}`);
  printAnswer(context, text, () => wholeProcess(shaped(body, STATUS), context.terminal));
}

async function showStep(context) {
  const step = encodeURIComponent(context.options.step);
  const { body, text } = await context.service.ask(`/decisions/${context.operand}/steps/${step}`);
  printAnswer(context, text, () => escapeJson(JSON.stringify(shaped(body, STEP).output, null, 2)));
}

/** Resolves to 1 if the process ends in another way than completed. */
export async function watch(context) {
  const { service, terminal, trouble, operand, options } = context;
  const progress = new StepProgress(terminal);
  let last = null;
  for await (const news of follow(service, operand, { onTrouble: (message) => trouble.print(message) })) {
    if (!options.json && last === null) terminal.print(`${title(news.status, terminal)}\n`);
    if (!options.json) progress.show(news.status);
    last = news;
  }
  printAnswer(context, last.text, () => `\n${ending(last.status, terminal)}`);
  return last.status.status === 'completed' ? 0 : 1;
}

export async function start(context) {
  const key = context.options['idempotency-key'];
  if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
    throw new UsageError('The key must be 1 to 255 printable ASCII characters without " and \\.');
  }
  const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': `"${key}"` }) };
  const body = await requestIn(context.operand);
  const answer = await context.service.ask('/decisions/start', { method: 'POST', headers, body });
  printAnswer(context, answer.text, () => accepted(answer.body));
}

const CANCEL = {
  verb: 'Cancel',
  done: 'cancelled',
  path: (id) => `/decisions/${id}/cancel`,
  fits: ({ status }) => !['completed', 'failed', 'cancelled'].includes(status),
};
const RESUME = {
  verb: 'Resume',
  done: 'resumed',
  path: (id) => `/decisions/${id}/resume`,
  fits: ({ status }) => ['failed', 'cancelled'].includes(status),
};

export async function cancel(context) {
  if (isBulk(context)) return changeAll(context, CANCEL);
  const { body, text } = await context.service.ask(`/decisions/${context.operand}/cancel`, {
    method: 'POST',
  });
  printAnswer(context, text, () => `Process ${context.operand} is ${shaped(body, STATUS).status}.`);
}

export async function resume(context) {
  if (isBulk(context)) return changeAll(context, RESUME);
  const { body, text } = await context.service.ask(`/decisions/${context.operand}/resume`, {
    method: 'POST',
  });
  printAnswer(context, text, () => accepted(body));
}

export async function remove(context) {
  const { text } = await context.service.ask(`/decisions/${context.operand}`, { method: 'DELETE' });
  printAnswer(context, text, () => `Process ${context.operand} is removed.`);
}

async function requestIn(file) {
  if (file === '-') return readAll(process.stdin);
  return readFile(file, 'utf8').catch((error) => {
    throw new UsageError(`${file} cannot be read: ${error.code}.`, { cause: error });
  });
}

function accepted(body) {
  const { process_id: id, status, message } = shaped(body, ACCEPTED);
  return `${message}\nProcess ${id} is ${status}.`;
}

function wholeProcess(status, terminal) {
  const parts = [
    `${title(status, terminal)}\n${facts(status, terminal)}`,
    stepTable(status, terminal),
    outcomeAndRanking(status, terminal),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function ending(status, terminal) {
  const last = `Process ${status.process_id} is ${terminal.status(status.status)}.`;
  return [outcomeAndRanking(status, terminal), last].filter(Boolean).join('\n\n');
}

function title({ decision_query: query }, terminal) {
  return terminal.heading(wrap(query, terminal.columns));
}

function facts(status, terminal) {
  const { process_id: id, revision, engine, engine_version: version, created_at: created } = status;
  const entries = Object.entries({
    Process: `${id} (revision ${revision})`,
    Status: terminal.status(status.status),
    Engine: `${engine}, version ${version}`,
    Labels: labelList(status.labels),
    Created: `${created} (${age(created)} ago)`,
    Ended: status.completed_at,
    Worker: status.worker,
  });
  return entries
    .filter(([, value]) => value)
    .map(([name, value]) => `${name.padEnd(7)}  ${value}`)
    .join('\n');
}

function outcomeAndRanking(status, terminal) {
  const ranking = isRanked(status.result) ? rankingTable(status.result, terminal) : '';
  return [outcome(status, terminal), ranking].filter(Boolean).join('\n\n');
}
