// Storing one unit of work of a kilobyte: raw SET, this service, BullMQ, and the design this service began from.
import { middle, ratio, spread } from '../lib/figures.mjs';
import { inShortRounds, interleaved } from '../lib/rounds.mjs';
import { withContestants } from '../lib/contestants.mjs';

const MODULES = ['set.mjs', 'create.mjs', 'bullmq-add.mjs', 'original.mjs'];

export const accept = {
  title: 'Accepting one process of 1 KB, 64 in flight',
  head: ['contestant', 'client CPU, µs', 'Redis CPU, µs', 'wall, µs', 'per second'],
  async run({ redis, client, extent: whole }) {
    // Each takes so little that more of them are needed until the compiler has settled.
    const extent = inShortRounds(whole, 6);
    const figures = await withContestants(MODULES, redis, ([set, create, bullmq, original]) => {
      const round = (contestant) => () => contestant.cost(client, extent.operations);
      return interleaved(
        {
          'raw SET': round(set),
          'this service': round(create),
          'BullMQ add': round(bullmq),
          'original design': round(original),
        },
        extent,
      );
    });
    const { 'this service': ours, 'BullMQ add': bullmq, 'original design': original } = figures;
    return {
      rows: Object.entries(figures).map(([name, rounds]) => [
        name,
        spread(rounds, 'cpu', 1),
        spread(rounds, 'redis', 1),
        spread(rounds, 'wall', 1),
        Math.round(1_000_000 / middle(rounds, 'wall')),
      ]),
      lines: [
        { what: 'BullMQ add ÷ create, client CPU', least: 1.3, aim: 2, is: ratio(bullmq, ours, 'cpu') },
        { what: 'BullMQ add ÷ create, Redis CPU', least: 1.3, aim: 2, is: ratio(bullmq, ours, 'redis') },
        { what: 'create ÷ BullMQ add, processes/s', least: 1.2, aim: 2, is: ratio(bullmq, ours, 'wall') },
        {
          what: 'create ÷ original design, processes/s',
          least: 2.5,
          aim: 5,
          is: ratio(original, ours, 'wall'),
        },
      ],
    };
  },
};
