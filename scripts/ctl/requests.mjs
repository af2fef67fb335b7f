import { URLSearchParams } from 'node:url';
import { ANSWERED, REQUESTS, shaped } from '../lib/shapes.mjs';
import { table } from '../lib/table.mjs';
import { age } from '../lib/time.mjs';
import { printAnswer } from './answer.mjs';
import { UsageError } from './usage-error.mjs';

/** What people are asked: by all processes one may know of, or all that one process has ever asked. */
export async function requests(context) {
  const { limit, cursor } = context.options;
  const query = Object.entries({ limit, cursor }).filter(([, value]) => value !== undefined);
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query)}`;
  const path =
    context.operand === undefined ? `/decisions/requests${search}` : `/decisions/${context.operand}/requests`;
  const { body, text } = await context.service.ask(path);
  printAnswer(context, text, () => inbox(shaped(body, REQUESTS), context.terminal));
}

/** Answers what a process asks now, or has asked: the first answer counts. */
export async function answer(context) {
  const { request = await openRequest(context), ...given } = context.options;
  if (given.outcome === undefined) throw new UsageError('answer needs --outcome.');
  const { outcome, comment, digest } = given;
  const body = JSON.stringify({ outcome, comment, evidence_digest: digest, data: dataIn(given.data) });
  const path = `/decisions/${context.operand}/requests/${encodeURIComponent(request)}/answer`;
  const headers = { 'content-type': 'application/json' };
  const reply = await context.service.ask(path, { method: 'POST', headers, body });
  const replayed = reply.headers.get('idempotent-replayed') === 'true';
  printAnswer(context, reply.text, () => {
    const { request_id: id } = shaped(reply.body, ANSWERED);
    return replayed ? `${id} was answered so before.` : `${id} is answered: the process goes on.`;
  });
}

async function openRequest({ service, operand }) {
  const { body } = await service.ask(`/decisions/${operand}/requests`);
  const open = shaped(body, REQUESTS).requests.find(({ status }) => status === 'open');
  if (!open) throw new UsageError('The process asks nothing now.');
  return open.request_id;
}

function dataIn(text) {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    throw new UsageError('The data must be JSON.');
  }
}

function inbox({ requests: all, next_cursor: next }, terminal) {
  if (all.length === 0) return 'Nobody is asked anything.';
  const rows = all.map(({ process_id: id, request_id: request, status, title, options, expires_at: end }) => [
    id,
    request,
    terminal.status(status),
    title,
    options.map(({ outcome }) => outcome).join(', '),
    end === null ? 'never' : end,
  ]);
  return [
    table(['process', 'request', 'status', 'what is asked', 'outcomes', 'expires'], rows),
    `\nThe first asks since ${all[0].asked_at} (${age(all[0].asked_at)}).`,
    ...(next ? [terminal.style('dim', `There are more: --cursor ${next}`)] : []),
  ].join('\n');
}
