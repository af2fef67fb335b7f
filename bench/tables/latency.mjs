// How long one process takes on an idle system, and how soon another instance hears of it.
import { Contestant, withContestants } from '../lib/contestants.mjs';
import { ratio, spread } from '../lib/figures.mjs';
import { oneByOne } from '../lib/load.mjs';
import { ENGINES, startOwn } from '../lib/own-server.mjs';
import { START_ONE } from '../lib/requests.mjs';
import { interleaved } from '../lib/rounds.mjs';

const NAMES = {
  own: 'this service, start to completed',
  bullmq: 'BullMQ, add to completed',
  ownRun: 'POST run, run here',
  bullmqRun: 'Fastify + BullMQ, run here',
  ownElsewhere: 'POST run, run by another instance',
  bullmqElsewhere: 'Fastify + BullMQ, run by another process',
};

export const latency = {
  title: 'One process of one step at a time, on an idle system',
  head: ['contestant', 'median, ms'],
  async run({ redis, extent }) {
    const times = Math.ceil(extent.operations / 10);
    const figures = { ...(await inProcess(redis, times, extent)), ...(await overHttp(redis, times, extent)) };
    const of = (ours, theirs) => ratio(figures[NAMES[ours]], figures[NAMES[theirs]], 'ms');
    return {
      rows: Object.entries(figures).map(([name, rounds]) => [name, spread(rounds, 'ms', 2)]),
      lines: [
        { what: "start to completed ÷ BullMQ's", most: 1, aim: 0.5, is: of('own', 'bullmq') },
        { what: 'the same behind HTTP', is: of('ownRun', 'bullmqRun') },
        { what: 'the same, run by another instance', is: of('ownElsewhere', 'bullmqElsewhere') },
      ],
    };
  },
};

function inProcess(redis, times, extent) {
  const modules = ['own-latency.mjs', 'bullmq-latency.mjs'];
  return withContestants(modules, { ...redis, engines: ENGINES }, ([own, bullmq]) => {
    const round = (contestant) => async () => ({ ms: await contestant.call('middle', times) });
    return interleaved({ [NAMES.own]: round(own), [NAMES.bullmq]: round(bullmq) }, extent);
  });
}

async function overHttp(redis, times, extent) {
  const here = await pair(redis, [{ ROLE: 'all' }], [{ queue: 'here', serves: true, works: true }]);
  const elsewhere = await pair(
    { ...redis, prefix: 'elsewhere' },
    [{ ROLE: 'api' }, { ROLE: 'worker' }],
    [
      { queue: 'elsewhere', serves: true, works: false },
      { queue: 'elsewhere', serves: false, works: true },
    ],
  );
  const round = (url) => async () => ({ ms: await oneByOne(url, times, START_ONE) });
  try {
    return await interleaved(
      {
        [NAMES.ownRun]: round(`${here.own}/decisions/run`),
        [NAMES.bullmqRun]: round(`${here.bullmq}/run`),
        [NAMES.ownElsewhere]: round(`${elsewhere.own}/decisions/run`),
        [NAMES.bullmqElsewhere]: round(`${elsewhere.bullmq}/run`),
      },
      extent,
    );
  } finally {
    await Promise.all([here.stop(), elsewhere.stop()]);
  }
}

/** The same deployment twice: of this service, and of what it would be on BullMQ. The first of each serves. */
async function pair({ prefix = 'here', ...redis }, roles, peers) {
  const own = [];
  for (const role of roles) own.push(await startOwn(redis, { REDIS_KEY_PREFIX: prefix, ...role }));
  const theirs = [];
  for (const peer of peers) theirs.push(await Contestant.start('bullmq-service.mjs', { ...redis, ...peer }));
  return {
    own: own[0].url,
    bullmq: await theirs[0].call('address'),
    stop: () => Promise.all([...own, ...theirs].map((each) => each.stop())),
  };
}
