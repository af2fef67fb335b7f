import { URLSearchParams } from 'node:url';
import { CLEANUP, shaped, STATS } from '../lib/shapes.mjs';
import { STATUSES } from '../lib/statuses.mjs';
import { table } from '../lib/table.mjs';
import { age, wholeUnits } from '../lib/time.mjs';
import { printAnswer } from './answer.mjs';

/** Removing very many takes its time. */
const CLEANUP_MS = 10 * 60_000;

export async function stats(context) {
  const { body, text } = await context.service.ask('/decisions/stats');
  printAnswer(context, text, () => overview(shaped(body, STATS), context.terminal));
}

function overview(body, terminal) {
  const { total, repository, durable, ages, quarantined } = body;
  const { oldest_pending_at: oldest, oldest_waiting_at: asking } = body;
  const byStatus = Object.keys(STATUSES).map((status) => [terminal.status(status), body[status]]);
  return [
    `${terminal.heading(total === 1 ? '1 process' : `${grouped(total)} processes`)} in ${repository}, ${durable ? 'durable' : 'gone when the service ends'}`,
    `\n${counts('status', byStatus, { total, terminal })}`,
    `\n${counts('age', bands(ages), { total, terminal })}`,
    ...(oldest ? [`\nThe oldest pending one waits since ${oldest} (${age(oldest)}).`] : []),
    ...(asking ? [`\nThe oldest one that waits for people is of ${asking} (${age(asking)}).`] : []),
    ...(quarantined ? [`\n${terminal.style('red', unreadable(quarantined))}`] : []),
  ].join('\n');
}

function counts(what, rows, { total, terminal }) {
  const cells = rows.map(([name, count]) => [name, grouped(count), terminal.bar(count / (total || 1))]);
  return table([what, 'count', ''], cells);
}

/** Bands of ages by name, e.g. `up to 10 min`; the last one is open. */
function bands(ages) {
  return ages.map(({ up_to: upTo, count }, index) => [
    upTo === null ? `over ${wholeUnits(ages[index - 1]?.up_to ?? 0)}` : `up to ${wholeUnits(upTo)}`,
    count,
  ]);
}

export async function cleanup(context) {
  const hours = context.options['older-than-hours'];
  const query = hours === undefined ? '' : `?${new URLSearchParams({ older_than_hours: hours })}`;
  const request = { method: 'DELETE', deadlineMs: CLEANUP_MS };
  const { body, text } = await context.service.ask(`/decisions/cleanup${query}`, request);
  printAnswer(context, text, () => {
    const { message, remaining_processes: remaining } = shaped(body, CLEANUP);
    return `${message} ${grouped(remaining)} remain.`;
  });
}

function unreadable(count) {
  return count === 1
    ? '1 record cannot be read. It is kept as it is, and in no other count.'
    : `${grouped(count)} records cannot be read. They are kept as they are, and in no other count.`;
}

function grouped(count) {
  return Number(count).toLocaleString('en-US');
}
