import type { DecisionProcess } from '../decisions/domain/decision-process.js';

/** Shorter values appear in any text by chance. */
const MIN_LENGTH = 4;
/** How much of a value is searched for: the rest of it may be cut off. */
const MAX_PROBE = 32;
/** How many values are searched for: a failure must not cost more than the step. */
const MAX_VALUES = 10_000;
const WITHHELD = '…';

/** The text of an error without the values, and the names of values, that users sent or steps made of them. */
export function withoutPayload(text: string, process: DecisionProcess): string {
  const { query, labels, problem, finished } = process;
  const result = process.status === 'completed' ? process.result : null;
  const values = valuesIn([query, labels, problem, result, finished.map(({ output }) => output)]);
  return [...values].sort((a, b) => b.length - a.length).reduce(without, text);
}

function valuesIn(root: unknown): Set<string> {
  const values = new Set<string>();
  const add = (text: string) => {
    if (text.length < MIN_LENGTH) return;
    values.add(text).add(JSON.stringify(text).slice(1, -1));
  };
  const pending: unknown[] = [root];
  while (pending.length > 0 && values.size < MAX_VALUES) {
    const value = pending.pop();
    if (typeof value === 'string' || typeof value === 'number') add(String(value));
    else if (typeof value === 'object' && value !== null) {
      if (!Array.isArray(value)) Object.keys(value).forEach(add);
      pending.push(...(Object.values(value) as unknown[]).slice(0, MAX_VALUES));
    }
  }
  return values;
}

/** `text` without any occurrence of the value, or of its beginning where the rest was cut off or changed. */
function without(text: string, value: string): string {
  const probe = value.slice(0, MAX_PROBE);
  let kept = '';
  let from = 0;
  for (let at = text.indexOf(probe); at !== -1; at = text.indexOf(probe, from)) {
    kept += text.slice(from, at) + WITHHELD;
    from = at + commonLength(text, at, value);
  }
  return kept + text.slice(from);
}

function commonLength(text: string, at: number, value: string): number {
  let length = 0;
  while (length < value.length && text[at + length] === value[length]) length++;
  return length;
}
