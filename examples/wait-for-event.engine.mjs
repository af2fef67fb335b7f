// Orders something and waits, for days if need be, until another system says that it has arrived. The wait is a long
// poll: the other system holds each request until there is news. What happens to this instance meanwhile does not
// matter, because another one goes on with the wait; the order is not placed again.
// ENGINE_MODULES=examples/wait-for-event.engine.mjs npm start, and start with "engine": "delivery".
import { setTimeout as pause } from 'node:timers/promises';
import { InvalidProblem, RetryableStepError } from 'decision-backend/engine';

const DAYS_MS = 86_400_000;
const BETWEEN_POLLS_MS = 1_000;

function parse(problem) {
  const faults = ['orders', 'events']
    .filter((path) => !URL.canParse(problem?.[path]))
    .map((path) => ({ path, message: 'must be an address' }));
  if (faults.length > 0) throw new InvalidProblem(faults);
  return { orders: problem.orders, events: problem.events };
}

const order = {
  name: 'order',
  timeoutMs: 10_000,
  async run({ problem: { orders }, signal, key }) {
    const answer = await fetch(orders, {
      method: 'POST',
      headers: { 'idempotency-key': `"${key}"` },
      signal,
    });
    if (!answer.ok) throw new RetryableStepError('not_ordered', `The shop answered ${answer.status}.`);
    return { id: (await answer.json()).id };
  },
};

const arrive = {
  name: 'arrive',
  timeoutMs: 30 * DAYS_MS,
  async run({ problem: { events }, outputs, signal }) {
    for (;;) {
      const answer = await fetch(`${events}/${encodeURIComponent(outputs.order.id)}`, { signal });
      if (answer.status === 200) return answer.json();
      await answer.body?.cancel();
      await pause(BETWEEN_POLLS_MS, undefined, { signal });
    }
  },
};

const check = {
  name: 'check',
  run: ({ outputs: { order: ordered, arrive: event } }) => ({
    order: ordered.id,
    accepted: event.state === 'whole',
  }),
};

export const engines = [{ name: 'delivery', version: 1, parse, steps: [order, arrive, check] }];
