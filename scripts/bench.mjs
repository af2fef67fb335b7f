// `npm run bench [-- --many 1000000] [-- store|http|scale|memory|cleanup]`: ratios measured side by side in one run, on a redis-server of its own.
import { parseArgs } from 'node:util';
import { benchCleanup } from './bench/cleanup.mjs';
import { benchHttp } from './bench/http.mjs';
import { benchMemory } from './bench/memory.mjs';
import { benchScale } from './bench/scale.mjs';
import { benchStore } from './bench/store.mjs';
import { startRedis } from './lib/redis.mjs';
import { table } from './lib/table.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { few: { type: 'string', default: '1000' }, many: { type: 'string', default: '100000' } },
});

const few = Number(values.few);
const many = Number(values.many);
const BENCHES = {
  store: {
    title: 'Work per second, beside BullMQ on the same Redis',
    head: ['what', 'ours', 'BullMQ', 'ratio', 'range'],
    run: benchStore,
  },
  http: {
    title: 'Requests per second of one server on Redis',
    head: ['request', 'per second', 'p99 ms', 'of the cheapest'],
    run: benchHttp,
  },
  scale: {
    title: `Cost of a call with ${many} processes stored, against ${few}`,
    head: ['call', `ms at ${few}`, `ms at ${many}`, 'ratio'],
    run: (redis) => benchScale(redis, { few, many }),
  },
  cleanup: {
    title: `Two servers remove ${many} settled processes at once, while 50 clients poll`,
    head: ['what', 'before', 'during'],
    run: (redis) => benchCleanup(redis, { many }),
  },
  memory: {
    title: 'Bytes in Redis for one settled unit of work with 1 KB of input, all keys counted',
    head: ['what', 'bytes'],
    run: benchMemory,
  },
};

const wanted = positionals.length > 0 ? positionals : Object.keys(BENCHES);
for (const name of wanted) {
  const { title, head, run } = BENCHES[name];
  const redis = await startRedis();
  try {
    process.stdout.write(`\n${title}\n${table(head, await run(redis))}\n`);
  } finally {
    await redis.stop();
  }
}
