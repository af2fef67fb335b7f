// Asks many suppliers, a few at a time, and goes on with those that answered. Each is asked again by itself when it
// fails, so that one slow supplier does not make the others be asked twice.
// ENGINE_MODULES=examples/fan-out.engine.mjs npm start, and start with "engine": "tender".
import { setTimeout as pause } from 'node:timers/promises';
import { InvalidProblem, RetryableStepError } from 'decision-backend/engine';

const AT_A_TIME = 4;
const TRIES = 3;
const PAUSE_MS = 200;

function parse(problem) {
  const { suppliers, needed = 1 } = problem ?? {};
  if (!Array.isArray(suppliers) || suppliers.length === 0 || !suppliers.every((url) => URL.canParse(url))) {
    throw new InvalidProblem([{ path: 'suppliers', message: 'must be a list of addresses' }]);
  }
  if (!Number.isInteger(needed) || needed < 1) {
    throw new InvalidProblem([{ path: 'needed', message: 'must be a whole number from 1 up' }]);
  }
  return { suppliers, needed };
}

async function offerOf(url, { key, signal }) {
  for (let attempt = 1; ; attempt++) {
    try {
      const headers = { 'idempotency-key': `"${key}:${url}"` };
      const answer = await fetch(url, { method: 'POST', headers, signal });
      if (answer.ok) return { url, price: (await answer.json()).price };
      if (attempt === TRIES) return { url, missing: `answered ${answer.status}` };
    } catch {
      signal.throwIfAborted();
      if (attempt === TRIES) return { url, missing: 'did not answer' };
    }
    await pause(PAUSE_MS * attempt, undefined, { signal });
  }
}

const collect = {
  name: 'collect',
  timeoutMs: 120_000,
  async run({ problem: { suppliers, needed }, signal, key }) {
    const offers = [];
    for (let from = 0; from < suppliers.length; from += AT_A_TIME) {
      const some = suppliers.slice(from, from + AT_A_TIME);
      offers.push(...(await Promise.all(some.map((url) => offerOf(url, { key, signal })))));
    }
    const answered = offers.filter(({ price }) => Number.isFinite(price)).length;
    if (answered >= needed) return offers;
    throw new RetryableStepError('too_few_offers', `${answered} of ${needed} suppliers made an offer.`);
  },
};

const choose = {
  name: 'choose',
  run({ outputs: { collect: offers } }) {
    const [best] = offers.filter(({ price }) => Number.isFinite(price)).sort((a, b) => a.price - b.price);
    return { best, missing: offers.filter(({ missing }) => missing) };
  },
};

export const engines = [{ name: 'tender', version: 1, parse, steps: [collect, choose] }];
