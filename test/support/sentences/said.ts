import type { AnalyticResult } from '../../../src/engines/analytic/report/findings/result.js';
import type { ProblemInput } from '../analytic-problems.js';

/** A sentence with the problem it is said of. */
export interface Said<P extends ProblemInput = ProblemInput> {
  readonly problem: P;
  readonly result: AnalyticResult;
  readonly match: RegExpExecArray;
}

export type Claim = readonly [claim: string, holds: boolean];

/** One kind of sentence, and what has to be so for it to be true. */
export interface Check<P extends ProblemInput = ProblemInput> {
  readonly says: RegExp;
  readonly check: (said: Said<P>) => readonly Claim[];
}

export const NUMBER = '(-?[0-9.]+(?:e-?[0-9]+)?)';

export function sentencesOf(explanation: string): string[] {
  return explanation.split(/(?<=\.) (?=[A-Z0-9])/);
}

/** What does not hold of a sentence; that it is of no known kind, or of two, is one of these claims. */
export function failedClaims<P extends ProblemInput>(
  sentence: string,
  { problem, result }: Omit<Said<P>, 'match'>,
  checks: readonly Check<P>[],
): string[] {
  const found = checks.flatMap(({ says, check }) => {
    const match = says.exec(sentence);
    return match ? [check({ problem, result, match })] : [];
  });
  const claims: readonly Claim[] = [[`known by ${found.length}`, found.length === 1], ...found.flat()];
  return claims.filter(([, holds]) => !holds).map(([claim]) => claim);
}

/** The names of a list that may end in "and 2 more". */
export function names(list: string): string[] {
  return list === '' ? [] : list.split(/, | and /).filter((name) => !/^\d+ more$/.test(name));
}

/** Whether a list names all, or says of how many it names none. */
export function isListOf(list: string, all: readonly string[]): boolean {
  const [, more] = /and (\d+) more$/.exec(list) ?? [];
  const shown = names(list);
  return shown.every((name) => all.includes(name)) && shown.length + Number(more ?? 0) === all.length;
}

export function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** Three digits, to the nearest. */
export function isAbout(text: string | undefined, number: number): boolean {
  return Math.abs(Number(text) - number) <= 0.0051 * Math.abs(number) + 1e-12;
}

export function isPercent(text: string, part: number): boolean {
  const said = Number(/[\d.e-]+/.exec(text)?.[0]);
  return Math.abs(said - part * 100) <= (part < 0.1 ? 0.1 * part * 100 : 0.5001) + 1e-9;
}

export function scoreAt(problem: ProblemInput, name: string, criterion: string): number {
  return problem.scores[problem.alternatives.indexOf(name)]?.[columnOf(problem, criterion)] ?? NaN;
}

export function columnOf({ criteria }: ProblemInput, criterion: string): number {
  return criteria.findIndex(({ name }) => name === criterion);
}

export function withScore<P extends ProblemInput>(
  problem: P,
  { name, criterion, score }: { readonly name: string; readonly criterion: string; readonly score: number },
): P {
  const row = problem.alternatives.indexOf(name);
  const column = columnOf(problem, criterion);
  return {
    ...problem,
    scores: problem.scores.map((own, at) => (at === row ? own.with(column, score) : own)),
  };
}

export function without<P extends ProblemInput>(problem: P, name: string): P {
  const row = problem.alternatives.indexOf(name);
  const rest = <T>(items: readonly T[]) => items.filter((_, index) => index !== row);
  return { ...problem, alternatives: rest(problem.alternatives), scores: rest(problem.scores) };
}

/** Under which part of the samples an alternative is first. */
export function shareOf({ robustness }: AnalyticResult, name: string): number {
  return robustness?.smaa?.rank_acceptability[name]?.[0] ?? 1;
}
