// Requests per second of one server on Redis, beside its cheapest route: what is left is what a call costs.
import autocannon from 'autocannon';
import { startServer } from '../lib/server.mjs';

const SECONDS = 5;
const CONNECTIONS = 32;

/** @returns rows of [request, per second, p99 ms, share of the cheapest route] */
export async function benchHttp(redis) {
  const server = await startServer({
    ENABLE_REDIS_PERSISTENCE: 'true',
    REDIS_URL: redis.url,
    LOG_LEVEL: 'silent',
  });
  try {
    const { process_id: id } = await post(server.url, '/decisions/run');
    const { headers } = await fetch(`${server.url}/decisions/status/${id}`);
    const status = `/decisions/status/${id}`;
    const cheapest = await load(server.url, { path: '/health/live' });
    const figures = {
      'GET status': await load(server.url, { path: status }),
      'GET status, unchanged (304)': await load(server.url, {
        path: status,
        headers: { 'if-none-match': headers.get('etag') },
      }),
      'GET stats': await load(server.url, { path: '/decisions/stats' }),
      'POST start (and run it)': await load(server.url, { path: '/decisions/start', ...START }),
    };
    const entries = [['GET health/live', cheapest], ...Object.entries(figures)];
    return entries.map(([what, { perSecond, p99 }]) => [
      what,
      Math.round(perSecond),
      p99,
      (perSecond / cheapest.perSecond).toFixed(2),
    ]);
  } finally {
    await server.stop();
  }
}

const START = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    decision_query: 'Which of these two should we take?',
    problem: {
      alternatives: ['A', 'B'],
      criteria: [{ name: 'price', direction: 'cost' }],
      scores: [[1], [2]],
      robustness: { samples: 0 },
    },
  }),
};

async function post(url, path) {
  const answer = await fetch(url + path, START);
  return answer.json();
}

async function load(url, { path, ...request }) {
  const { requests, latency, non2xx, statusCodeStats } = await autocannon({
    ...{ url: url + path, connections: CONNECTIONS, duration: SECONDS },
    ...request,
  });
  if (non2xx > 0 && !statusCodeStats['304']) throw new Error(`${path}: ${JSON.stringify(statusCodeStats)}`);
  return { perSecond: requests.average, p99: latency.p99 };
}
