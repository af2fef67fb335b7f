import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Check } from '../check.js';
import { expectStatus } from '../expect.js';

const MEMBERS =
  'recommended runner_up clear_winner ranking contributions head_to_head weights dominated robustness details method warnings explanation';

interface Result {
  readonly recommended: string;
  readonly clear_winner: boolean;
  readonly ranking: readonly {
    readonly alternative: string;
    readonly rank: number;
    readonly score: number;
  }[];
  readonly explanation: string;
}

export const RESULT: readonly Check[] = [
  {
    line: '`recommended`, `runner_up`',
    tries: 'the example of the OpenAPI document',
    async run(installation) {
      const ran = await installation.decided();
      expectStatus(ran, 200);
      const result = ran.json.result as unknown as Result;
      deepEqual(
        MEMBERS.split(' ').filter((member) => !(member in result)),
        [],
      );
      equal(result.recommended, 'Gamma');
      equal(result.clear_winner, true);
      deepEqual(
        result.ranking.map(({ alternative, rank, score }) => [alternative, rank, Number(score.toFixed(12))]),
        [
          ['Gamma', 1, 0.7],
          ['Alpha', 2, 0.4],
          ['Beta', 2, 0.4],
        ],
      );
      ok(result.explanation.startsWith('Gamma is recommended'));
    },
  },
  {
    line: 'The same problem and seed',
    tries: 'the example twice',
    async run(installation) {
      const [first, second] = [await installation.decided(), await installation.decided()];
      equal(JSON.stringify(first.json.result), JSON.stringify(second.json.result));
    },
  },
];
