import fc from 'fast-check';
import type { MethodName } from '../../src/engines/analytic/problem/method.js';
import { type MethodProblem, methodProblems } from './method-problems.js';

export interface JudgedProblem {
  /** As it is sent. */
  readonly problem: Record<string, unknown>;
  /** The same with the scores all judges have together, which are whole numbers. */
  readonly plain: MethodProblem;
  readonly judges: readonly Judge[];
}

export interface Judge {
  readonly name: string;
  readonly scores: readonly (readonly number[])[];
}

/** Three judges of whom one says what all say together, and two differ from that by as much to either side. */
export function judgedProblems(name: MethodName): fc.Arbitrary<JudgedProblem> {
  return methodProblems(name, { minAlternatives: 2 }).chain((plain) => {
    const cells = plain.scores.flat().length;
    const offsets = fc.array(fc.constantFrom(-1, 0, 1), { minLength: cells, maxLength: cells });
    return offsets.map((all) => {
      const columns = plain.criteria.length;
      const moved = (sign: number) =>
        plain.scores.map((row, index) =>
          row.map((score, column) => (score === 1 ? 1 : score + sign * (all[index * columns + column] ?? 0))),
        );
      const judges = [
        { name: 'Ada', scores: moved(1) },
        { name: 'Bo', scores: plain.scores },
        { name: 'Cem', scores: moved(-1) },
      ];
      return { problem: { ...plain, scores: null, judges }, plain, judges };
    });
  });
}
