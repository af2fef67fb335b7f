// What it costs to say who one is: one server with keys, beside one that asks nobody.
import { createHash } from 'node:crypto';
import { ratio, spread } from '../lib/figures.mjs';
import { load } from '../lib/load.mjs';
import { startOwn } from '../lib/own-server.mjs';
import { costOf } from '../lib/redis-cpu.mjs';
import { START } from '../lib/requests.mjs';
import { inShortRounds, interleaved } from '../lib/rounds.mjs';

const KEY = 'dk_bench';
const AS_CALLER = { authorization: `Bearer ${KEY}` };
/** As many keys as a larger installation has: every one is compared. */
const KEYS = ['bench', ...Array.from({ length: 19 }, (_, nth) => `other-${nth}`)]
  .map((name) => {
    const secret = name === 'bench' ? KEY : `dk_${name}`;
    return `${name}:read+write:${createHash('sha256').update(secret).digest('hex')}`;
  })
  .join(',');

export const access = {
  title: 'Access on against off, 16 connections; ROLE=api',
  head: ['request', 'server CPU, µs', 'Redis CPU, µs'],
  async run({ redis, client, extent: whole }) {
    // Each round begins with new connections.
    const extent = inShortRounds(whole, 3);
    // Bounds hold as they do by default, but for the one on requests a second, which is what is measured.
    const bounds = {
      ROLE: 'api',
      RATE_LIMIT_PER_S: '1000000',
      MAX_UNSETTLED: '100000000',
      MAX_UNSETTLED_TOTAL: '0',
    };
    const off = await startOwn(redis, bounds);
    const on = await startOwn(redis, { ...bounds, AUTH: 'on', API_KEYS: KEYS });
    try {
      const figures = await measure({ client, extent, off, on });
      return { rows: rowsOf(figures), lines: linesOf(figures) };
    } finally {
      await Promise.all([off.stop(), on.stop()]);
    }
  },
};

async function measure({ client, extent, off, on }) {
  const { operations } = extent;
  const asked = (server, path, request) => () =>
    costOf({ client, cpu: server.cpu, operations }, () => load(`${server.url}${path}`, operations, request));
  const start = { expect: 202, ...START };
  const mine = { ...start, headers: { ...START.headers, ...AS_CALLER } };
  const [theirs, own] = [await statusPathOf(off, START), await statusPathOf(on, mine)];
  return interleaved(
    {
      'GET status, open': asked(off, theirs),
      'GET status, with a key': asked(on, own, { headers: AS_CALLER }),
      'POST start, open': asked(off, '/decisions/start', start),
      'POST start, with a key': asked(on, '/decisions/start', mine),
    },
    extent,
  );
}

async function statusPathOf({ url }, { method, headers, body }) {
  const answer = await fetch(`${url}/decisions/start`, { method, headers, body });
  return new URL(answer.headers.get('location'), url).pathname;
}

function rowsOf(figures) {
  return Object.entries(figures).map(([name, rounds]) => [
    name,
    spread(rounds, 'cpu'),
    spread(rounds, 'redis'),
  ]);
}

function linesOf(figures) {
  return ['GET status', 'POST start'].map((request) => ({
    what: `${request}: with a key ÷ open, server CPU`,
    most: 1.1,
    is: ratio(figures[`${request}, with a key`], figures[`${request}, open`], 'cpu'),
  }));
}
