import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../../../test/support/analytic-run.js';
import { judgedProblems } from '../../../../../test/support/judged-problems.js';
import { JUDGE_CHECKS } from '../../../../../test/support/sentences/judge-checks.js';
import { sentencesOf } from '../../../../../test/support/sentences/said.js';

describe.each(['saw', 'topsis', 'vikor', 'promethee_i', 'promethee_ii', 'electre_i', 'electre_iii'] as const)(
  'what an explanation by %s says of judges',
  (name) => {
    it('is true, and all else is what it says of their scores together', () =>
      fc.assert(
        fc.asyncProperty(judgedProblems(name), async (judged) => {
          const result = await decide(judged.problem);
          const others = sentencesOf(result.explanation).filter((sentence) => {
            const found = JUDGE_CHECKS.flatMap(({ says, check }) => {
              const match = says.exec(sentence);
              return match ? [check({ judged, result, match })] : [];
            });
            const failed = found.flat().filter(([, holds]) => !holds);
            expect({ sentence, failed }).toEqual({ sentence, failed: [] });
            return found.length === 0;
          });
          expect(others.join(' ')).toBe((await decide(judged.plain)).explanation);
        }),
        { numRuns: 20 },
      ));
  },
);
