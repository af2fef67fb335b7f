// A page of fifty: one index and one call for each record against the original design's.
import { ratio, spread } from '../lib/figures.mjs';
import { interleaved } from '../lib/rounds.mjs';
import { withContestants } from '../lib/contestants.mjs';
import { costOf } from '../lib/redis-cpu.mjs';

const STORED = 1_000;

export const list = {
  title: `A page of 50 of ${STORED} processes, one after another`,
  head: ['contestant', 'Redis CPU, µs', 'wall, µs'],
  async run({ redis, client, extent }) {
    const operations = Math.ceil(extent.operations / 20);
    const figures = await withContestants(['create.mjs', 'original.mjs'], redis, async (contestants) => {
      const [own, original] = contestants;
      for (const each of contestants) await each.call('fill', STORED);
      const round = (contestant) => () =>
        costOf({ client, cpu: () => 0, operations }, () => contestant.call('page', operations));
      return interleaved({ 'this service': round(own), 'original design': round(original) }, extent);
    });
    const { 'this service': ours, 'original design': original } = figures;
    return {
      rows: Object.entries(figures).map(([name, each]) => [
        name,
        spread(each, 'redis'),
        spread(each, 'wall'),
      ]),
      lines: [{ what: 'original design ÷ list, wall', is: ratio(original, ours, 'wall') }],
    };
  },
};
