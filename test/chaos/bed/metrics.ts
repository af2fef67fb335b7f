import type { ChaosServer } from './chaos-server.js';
import { request } from './http.js';

/** The sum of a counter over all its labels, as the server tells it to Prometheus. */
export async function counter(server: ChaosServer, name: string): Promise<number> {
  const { status, text } = await request(`${server.url}/metrics`);
  if (status !== 200) throw new Error(`/metrics was answered ${status}.`);
  const samples = text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  if (samples.length === 0) throw new Error(`There is no metric ${name}.`);
  return samples.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

/** The same, over all servers. */
export async function counters(servers: readonly ChaosServer[], name: string): Promise<number> {
  const each = await Promise.all(servers.map((server) => counter(server, name)));
  return each.reduce((sum, count) => sum + count, 0);
}
