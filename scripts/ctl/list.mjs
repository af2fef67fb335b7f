import { clip, oneLine, width } from '../lib/text.mjs';
import { age } from '../lib/time.mjs';
import { printAnswer } from './answer.mjs';
import { pages } from './pages.mjs';

/** Columns before the question, which takes the rest: negative ones are filled from the left. */
const COLUMNS = { process: 36, status: 9, steps: -5, age: -6 };
const TAKEN = 66;
const SHORTEST_QUERY = 20;

export async function list(context) {
  if (context.options.json && context.options.all) return printWhole(context);
  let shown = 0;
  for await (const { body, text } of pages(context)) {
    if (context.options.json) return printAnswer(context, text);
    if (shown === 0 && body.processes.length > 0) printHead(context.terminal);
    for (const process of body.processes) printRow(process, context.terminal);
    shown += body.processes.length;
    if (body.next_cursor && !context.options.all) printMore(body.next_cursor, context.terminal);
  }
  if (shown === 0) context.terminal.print('There are no such processes.');
}

/** The pages of the API as one document of the same form. */
async function printWhole(context) {
  let whole = null;
  for await (const { text } of pages(context)) {
    const page = JSON.parse(text);
    whole ??= { ...page, processes: [] };
    for (const process of page.processes) whole.processes.push(process);
    whole.next_cursor = page.next_cursor;
  }
  printAnswer(context, JSON.stringify(whole));
}

function printHead(terminal) {
  terminal.print(row([...Object.keys(COLUMNS), 'question']));
  terminal.print(
    row([...Object.values(COLUMNS), SHORTEST_QUERY].map((columns) => '─'.repeat(Math.abs(columns)))),
  );
}

function printRow(process, terminal) {
  const { process_id: id, status, progress, created_at: created, decision_query: query } = process;
  const steps = `${progress.completed_steps}/${progress.total_steps}`;
  const room = Math.max(SHORTEST_QUERY, terminal.tableColumns - TAKEN);
  terminal.print(row([id, terminal.status(status), steps, age(created), clip(oneLine(query), room)]));
}

/** Pages come one after the other, so the columns are set before the first row is known. */
function row(cells) {
  const columns = [...Object.values(COLUMNS), 0];
  return cells
    .map((cell, index) => {
      const gap = ' '.repeat(Math.max(0, Math.abs(columns[index]) - width(cell)));
      return columns[index] < 0 ? gap + cell : cell + gap;
    })
    .join('  ')
    .trimEnd();
}

function printMore(cursor, terminal) {
  terminal.print(terminal.style('dim', `\nThere are more: --all, or --cursor ${cursor}`));
}
