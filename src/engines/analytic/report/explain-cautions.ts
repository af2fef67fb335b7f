import type { AnalyticProblem } from '../problem.js';
import type { Findings } from './result.js';
import type { WarningCode } from '../scoring/warnings.js';
import { listed, plural } from './wording.js';

/** What to beware of, and what can be dropped. */
export function cautions(
  { warnings, dominated, weights }: Findings,
  { criteria }: AnalyticProblem,
): string[] {
  const concerned = (code: WarningCode): string[] => {
    const paths = new Set(warnings.filter((warning) => warning.code === code).map(({ path }) => path));
    return criteria.filter((_, index) => paths.has(`criteria[${index}]`)).map(({ name }) => name);
  };
  return [
    ...dominated.slice(0, 1).map(() => dominatedAlternatives(dominated)),
    ...fromData(concerned('RANGE_FROM_DATA')),
    ...constant(concerned('CONSTANT_CRITERION')),
    ...(warnings.some(({ code }) => code === 'WEIGHTS_IGNORED')
      ? [`The given weights were not used: the source of weights is ${weights.source}.`]
      : []),
  ];
}

function dominatedAlternatives(dominated: Findings['dominated']): string {
  const items = dominated.map(({ alternative, by }) => `${alternative} (by ${listed(by, 2)})`);
  const verb = plural(items.length, 'is dominated and need', 'are dominated and need');
  return `${listed(items)} ${verb} not be considered further.`;
}

function fromData(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    `No bounds are declared for ${listed(names)}, so values there are relative to the scores at hand and another alternative could change them.`,
  ];
}

function constant(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const verb = plural(names.length, 'is', 'are');
  const end = plural(names.length, 'it decides', 'they decide');
  return [`${listed(names)} ${verb} the same for all alternatives, so ${end} nothing.`];
}
