import { ENGINES, shaped, WORKERS } from '../lib/shapes.mjs';
import { table } from '../lib/table.mjs';
import { age } from '../lib/time.mjs';
import { printAnswer } from './answer.mjs';

export async function engines(context) {
  const { body, text } = await context.service.ask('/decisions/engines');
  printAnswer(context, text, () => engineTable(shaped(body, ENGINES), context.terminal));
}

function engineTable({ engines: all }, terminal) {
  const rows = all.map(({ name, version, available, steps, pending }) => [
    `${name}@${version}`,
    available ? steps.join(', ') : terminal.style('red', 'not on the instance that was asked'),
    pending ?? '–',
  ]);
  return table(['engine', 'steps', 'pending'], rows);
}

export async function workers(context) {
  const { body, text } = await context.service.ask('/decisions/workers');
  printAnswer(context, text, () => workerTable(shaped(body, WORKERS), context.terminal));
}

function workerTable({ workers: all }, terminal) {
  if (all.length === 0) return 'No instance holds a lease.';
  const rows = all.map(({ worker, lease, role, slots, version, started_at: started }) => [
    worker,
    lease === 'alive' ? lease : terminal.style('red', lease),
    role ?? '–',
    slots ?? '–',
    version ?? '–',
    started ? age(started) : '–',
  ]);
  return table(['worker', 'lease', 'role', 'slots', 'version', 'up for'], rows);
}
