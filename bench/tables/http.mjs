// CPU time of one server for one request, beside the frameworks it stands on.
import { withContestants } from '../lib/contestants.mjs';
import { ratio, spread } from '../lib/figures.mjs';
import { load } from '../lib/load.mjs';
import { startOwn } from '../lib/own-server.mjs';
import { costOf } from '../lib/redis-cpu.mjs';
import { START, START_ONE } from '../lib/requests.mjs';
import { inShortRounds, interleaved } from '../lib/rounds.mjs';

export const http = {
  title: 'One request, 16 connections, log at info; ROLE=api',
  head: ['request', 'server CPU, µs', 'Redis CPU, µs'],
  async run({ redis, client, extent: whole }) {
    // Each round begins with new connections.
    const extent = inShortRounds(whole, 3);
    const api = await startOwn(redis, { ROLE: 'api', MAX_UNSETTLED_TOTAL: '100000000' });
    try {
      const settled = await aSettledProcess(redis, api);
      const figures = await withContestants(
        ['bare-http.mjs', 'bare-nest.mjs'],
        { ...redis, text: settled.text },
        (bare) => measure({ client, extent, api, settled, bare }),
      );
      return { rows: rowsOf(figures), lines: linesOf(figures) };
    } finally {
      await api.stop();
    }
  },
};

/** Decided by another instance: the one that is measured runs nothing. */
async function aSettledProcess(redis, api) {
  const worker = await startOwn(redis, { ROLE: 'all' });
  const { process_id: id } = await (await fetch(`${worker.url}/decisions/run`, START)).json();
  await worker.stop();
  const answer = await fetch(`${api.url}/decisions/status/${id}`);
  return { id, etag: answer.headers.get('etag'), text: await answer.text() };
}

async function measure({ client, extent, api, settled, bare: [fastify, nest] }) {
  const [fastifyUrl, nestUrl] = [await fastify.call('address'), await nest.call('address')];
  const { operations } = extent;
  const asked =
    (server, url, request, total = operations) =>
    () =>
      costOf({ client, cpu: server.cpu, operations: total }, () => load(url, total, request));
  const status = `${api.url}/decisions/status/${settled.id}`;
  const few = Math.ceil(operations / 4);
  return interleaved(
    {
      'bare Fastify, same bytes': asked(fastify, `${fastifyUrl}/text`),
      'bare Fastify, one GET of Redis': asked(fastify, `${fastifyUrl}/stored`),
      'bare Nest': asked(nest, `${nestUrl}/small`),
      'bare Nest, one GET of Redis': asked(nest, `${nestUrl}/stored/${settled.id}`),
      'GET health/live': asked(api, `${api.url}/health/live`),
      'GET status, completed': asked(api, status),
      'GET status, 304': asked(api, status, { expect: 304, headers: { 'if-none-match': settled.etag } }),
      'GET events, completed': asked(api, `${api.url}/decisions/${settled.id}/events`, {}, few),
      'GET stats': asked(api, `${api.url}/decisions/stats`, {}, few),
      'GET processes, 50': asked(api, `${api.url}/decisions/processes`, {}, Math.ceil(few / 5)),
      'bare Fastify + BullMQ add': asked(fastify, `${fastifyUrl}/start`, { expect: 202, ...START }),
      'POST start, accepted': asked(api, `${api.url}/decisions/start`, { expect: 202, ...START }),
      'POST start, an engine that checks nothing': asked(api, `${api.url}/decisions/start`, {
        expect: 202,
        ...START_ONE,
      }),
    },
    extent,
  );
}

function rowsOf(figures) {
  return Object.entries(figures).map(([name, rounds]) => [
    name,
    spread(rounds, 'cpu'),
    spread(rounds, 'redis'),
  ]);
}

function linesOf(figures) {
  const line = (above, below, targets) => ({
    what: `${above} ÷ ${below}, server CPU`,
    ...targets,
    is: ratio(figures[above], figures[below], 'cpu'),
  });
  return [
    line('bare Nest, one GET of Redis', 'GET status, completed', { least: 0.45, aim: 0.65 }),
    line('bare Fastify, same bytes', 'GET status, 304', { least: 0.35, aim: 0.5 }),
    line('bare Nest', 'GET health/live', { least: 0.6, aim: 0.8 }),
    line('bare Fastify + BullMQ add', 'POST start, accepted', { least: 0.4, aim: 0.7 }),
    line('bare Fastify + BullMQ add', 'POST start, an engine that checks nothing'),
  ];
}
