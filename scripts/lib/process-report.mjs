import { table } from './table.mjs';
import { clip, oneLine, wrap } from './text.mjs';
import { duration } from './time.mjs';

const LONGEST_RESULT = 40;

/** Prints the steps of a process as they finish, each once, from one status to the next. */
export class StepProgress {
  #terminal;
  #shown = 0;

  constructor(terminal) {
    this.#terminal = terminal;
  }

  show({ steps, progress }) {
    const finished = steps.filter(({ status }) => status === 'completed');
    const names = Math.max(...steps.map(({ name }) => name.length));
    for (const step of finished.slice(this.#shown)) {
      this.#shown += 1;
      this.#terminal.print(
        `  ${this.#line(step.name.padEnd(names), steps.length)} ${duration(step.duration_ms).padStart(9)}`,
      );
    }
    const current = steps.find(({ status }) => status === 'running');
    if (!current) return;
    const again = current.attempts > 1 ? `, attempt ${current.attempts}` : '';
    this.#terminal.note(`  ${this.#line(`${progress.current_step} …${again}`, steps.length)}`);
  }

  #line(text, total) {
    return `${this.#terminal.gauge(this.#shown / total)}${this.#shown}/${total}  ${text}`;
  }
}

/** All steps of a process with what they took. */
export function stepTable({ steps }, terminal) {
  const longest = Math.max(1, ...steps.map((step) => step.duration_ms ?? 0));
  const rows = steps.map(({ name, status, duration_ms: ms, attempts }) => [
    name,
    terminal.status(status),
    duration(ms),
    attempts,
    terminal.bar((ms ?? 0) / longest),
  ]);
  return table(['step', 'status', 'took', 'attempts', ''], rows);
}

/** What came out of a process that ended: its explanation, or the result as it is; or why it failed, or is tried again. */
export function outcome({ status, result, error, last_error: last, next_attempt_at: next }, terminal) {
  if (error)
    return terminal.style('red', wrap(`${error.code} at ${error.step}: ${error.message}`, terminal.columns));
  if (last) {
    const when = next ? `tried again at ${next}` : 'being tried again';
    return terminal.style(
      'yellow',
      wrap(`${last.code} at ${last.step}, ${when}: ${last.message}`, terminal.columns),
    );
  }
  if (status !== 'completed') return '';
  return typeof result?.explanation === 'string'
    ? wrap(result.explanation, terminal.columns)
    : excerpt(result, terminal);
}

function excerpt(result, terminal) {
  const lines = JSON.stringify(result, null, 2).split('\n');
  const shown = lines.slice(0, LONGEST_RESULT).map((line) => clip(line, terminal.tableColumns));
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`);
  return shown.join('\n');
}

/** Labels as the list filters on them. */
export function labelList(labels) {
  return oneLine(
    Object.entries(labels)
      .map(([name, value]) => `${name}:${value}`)
      .join(', '),
  );
}
