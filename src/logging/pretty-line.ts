/** Members of a line that are shown at its beginning, or that are of no use to people at a terminal. */
const PLACED = new Set([
  'level',
  'time',
  'worker',
  'msg',
  'event',
  'process_id',
  'step',
  'err',
  'cause',
  'context',
]);
const LESS_TELLING = new Set(['status', 'revision', 'attempt', 'request_id', 'trace_id']);
const EVENT_COLUMNS = 14;

/**
 * What follows time and level in a line for people: the event, the process, its step, its message, and the rest as
 * `name=value`. Machines read the same line as JSON, with everything.
 */
export function prettyLine(fields: Readonly<Record<string, unknown>>): string {
  const { event, process_id: id, step, msg, context } = fields;
  const head = [text(event ?? context).padEnd(EVENT_COLUMNS), text(id), text(step), text(msg)];
  const isAboutProcess = id !== undefined;
  const rest = Object.entries(fields)
    .filter(([name, value]) => !PLACED.has(name) && value !== undefined && value !== null)
    .filter(([name]) => !isAboutProcess || !LESS_TELLING.has(name))
    .map(([name, value]) => `${name}=${text(value)}`);
  return [...head.filter((part) => part !== ''), ...rest].join('  ') + errorLines(fields.err ?? fields.cause);
}

/** Type, code and message of an error, with the frames below. */
function errorLines(error: unknown): string {
  if (!isRecord(error)) return '';
  const { type, code, reason, message, frames, cause } = error;
  const said = [type, code, reason, message].map(text).filter((part) => part !== '');
  const where = Array.isArray(frames) ? frames.map((frame) => `\n      ${text(frame)}`) : [];
  return `\n    ${said.join('  ')}${where.join('')}${errorLines(cause)}`;
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
