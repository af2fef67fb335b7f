import { NoAnswer } from './service.mjs';

export const STATS = { total: 'number', repository: 'string', ages: 'array' };
export const PAGE = { processes: 'array', stats: 'object' };
export const ENGINES = { engines: 'array' };
export const WORKERS = { workers: 'array' };
export const CORRUPT = { records: 'array' };
export const REQUESTS = { requests: 'array' };
export const ANSWERED = { process_id: 'string', request_id: 'string', status: 'string' };
export const STATUS = {
  process_id: 'string',
  status: 'string',
  revision: 'number',
  decision_query: 'string',
  engine: 'string',
  labels: 'object',
  progress: 'object',
  steps: 'array',
  created_at: 'string',
};
export const STEP = { process_id: 'string', name: 'string', status: 'string' };
export const ACCEPTED = { process_id: 'string', status: 'string', message: 'string' };
export const CLEANUP = { message: 'string', removed_count: 'number', remaining_processes: 'number' };

/** The body, if it has the members that are shown; another program may answer at the URL. */
export function shaped(body, shape) {
  const missing = Object.keys(shape).find((name) => typeOf(body?.[name]) !== shape[name]);
  if (missing === undefined) return body;
  throw new NoAnswer(`The answer has no usable "${missing}": is this a decision service?`);
}

function typeOf(value) {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}
