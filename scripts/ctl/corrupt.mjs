import { URLSearchParams } from 'node:url';
import { CORRUPT, shaped } from '../lib/shapes.mjs';
import { table } from '../lib/table.mjs';
import { age } from '../lib/time.mjs';
import { printAnswer } from './answer.mjs';

/** Which records cannot be read: what is in them is for those who keep the store. */
export async function corrupt(context) {
  const { limit, cursor } = context.options;
  const query = Object.entries({ limit, cursor }).filter(([, value]) => value !== undefined);
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query)}`;
  const { body, text } = await context.service.ask(`/decisions/corrupt${search}`);
  printAnswer(context, text, () => quarantine(shaped(body, CORRUPT), context.terminal));
}

/** For good: there is no other copy of what is in it. */
export async function removeCorrupt(context) {
  const { text } = await context.service.ask(`/decisions/corrupt/${context.operand}`, { method: 'DELETE' });
  printAnswer(context, text, () => `The record of ${context.operand} is removed.`);
}

function quarantine({ records, next_cursor: next }, terminal) {
  if (records.length === 0) return 'Every record can be read: none is in quarantine.';
  const rows = records.map(({ process_id: id, found_at: found, fault, key }) => [
    id,
    found,
    age(found),
    fault ?? 'can be read again',
    key ?? '–',
  ]);
  return [
    table(['process', 'found unreadable', 'age', 'fault', 'key'], rows),
    '\nThey are kept as they are: docs/operations.md tells how to repair one; "corrupt remove ID" removes one.',
    ...(next ? [terminal.style('dim', `There are more: --cursor ${next}`)] : []),
  ].join('\n');
}
