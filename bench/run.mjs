// `npm run bench [-- --short] [-- --few 1000 --many 1000000] [-- --rounds 7 --operations 3000] [-- accept|list|run|http|access|latency|takeover|bytes|scale|cleanup …]`
// Ratios measured side by side in one run, each table on a redis-server of its own. Nothing is judged.
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { startRedis } from '../scripts/lib/redis.mjs';
import { machine } from './lib/machine.mjs';
import { linesTable, print, write } from './lib/report.mjs';
import { accept } from './tables/accept.mjs';
import { access } from './tables/access.mjs';
import { bytes } from './tables/bytes.mjs';
import { cleanup } from './tables/cleanup.mjs';
import { http } from './tables/http.mjs';
import { latency } from './tables/latency.mjs';
import { list } from './tables/list.mjs';
import { run } from './tables/run.mjs';
import { scale } from './tables/scale.mjs';
import { takeover } from './tables/takeover.mjs';

const TABLES = { accept, list, run, http, access, latency, takeover, bytes, scale, cleanup };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    few: { type: 'string', default: '1000' },
    many: { type: 'string' },
    rounds: { type: 'string' },
    operations: { type: 'string' },
  },
});

const extent = values.short
  ? { rounds: 3, warmUp: 1, operations: 400, orphans: 500, few: 1_000, many: 5_000 }
  : { rounds: 7, warmUp: 3, operations: 3_000, orphans: 10_000, few: Number(values.few), many: 100_000 };
if (values.many) extent.many = Number(values.many);
if (values.rounds) extent.rounds = Number(values.rounds);
if (values.operations) extent.operations = Number(values.operations);

const wanted = positionals.length > 0 ? positionals : Object.keys(TABLES);
const tables = [];
const lines = [];
let measuredOn = [];
for (const name of wanted) {
  const redis = await startRedis();
  const client = new Redis(redis.url);
  try {
    measuredOn = await machine(client);
    const { host, port, url } = redis;
    const { title, head, run: measure } = TABLES[name];
    const { rows, lines: found } = await measure({ redis: { host, port, url }, client, extent });
    tables.push({ title, head, rows });
    lines.push(...found);
    print(tables.at(-1));
  } finally {
    client.disconnect();
    await redis.stop();
  }
}

const ratios = linesTable(lines);
if (lines.length > 0) print(ratios);
process.stdout.write(`\n${measuredOn.join('\n')}\n`);
// A part of the tables, or a short form, is no replacement for the whole.
if (wanted.length === Object.keys(TABLES).length && !values.short)
  write(measuredOn, extent, [ratios, ...tables]);
