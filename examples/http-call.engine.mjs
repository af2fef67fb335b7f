// Asks a service over HTTP, once for each process: the service knows a repeated request by its idempotency key.
// ENGINE_MODULES=examples/http-call.engine.mjs npm start, and start with "engine": "quote".
import { InvalidProblem, PermanentStepError, RetryableStepError } from 'decision-backend/engine';

function parse(problem) {
  const faults = [];
  if (!URL.canParse(problem?.url))
    faults.push({ path: 'url', message: 'must be the address of the service' });
  if (typeof problem?.item !== 'string') faults.push({ path: 'item', message: 'must be text' });
  if (!Number.isFinite(problem?.limit)) faults.push({ path: 'limit', message: 'must be a number' });
  if (faults.length > 0) throw new InvalidProblem(faults);
  return { url: problem.url, item: problem.item, limit: problem.limit };
}

const ask = {
  name: 'ask',
  timeoutMs: 10_000,
  attempts: 5,
  async run({ problem: { url, item }, signal, key }) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `"${key}"` };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ item }), signal });
    if (answer.ok) return answer.json();
    const text = `The service answered ${answer.status}.`;
    // Nothing is gained by asking again for what is refused; what is busy or broken may work in a while.
    const mayWorkLater = answer.status >= 500 || answer.status === 408 || answer.status === 429;
    throw mayWorkLater
      ? new RetryableStepError('service_busy', text)
      : new PermanentStepError('refused', text);
  },
};

const decide = {
  name: 'decide',
  run: ({ problem: { limit }, outputs: { ask: quote } }) => ({
    price: quote.price,
    buy: quote.price <= limit,
  }),
};

export const engines = [{ name: 'quote', version: 1, parse, steps: [ask, decide] }];
