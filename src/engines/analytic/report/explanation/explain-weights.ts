import type { WeightReport } from '../findings/result.js';
import { concord, figure, listed, percent, plural } from './wording.js';

const SHOWN = 3;
/** Saaty's limit: judgments below it need no second look. */
const ACCEPTABLE = 0.1;

/** Where the weights come from, where that needs an explanation. */
export function weightSentences(weights: WeightReport): string[] {
  return [...judgments(weights), ...comparisons(weights), ...people(weights)];
}

/** The weights by themselves, the heaviest first. */
export function weightsAlone({ used }: WeightReport): string {
  const heaviest = Object.entries(used).sort(([, a], [, b]) => b - a);
  const items = heaviest.map(([name, weight]) => `${name} ${percent(weight)}`);
  return `The weights are ${listed(items, 10)}.`;
}

function judgments({ source, consistency_ratio: ratio, ri, worst_judgment: worst }: WeightReport): string[] {
  if (source !== 'ahp' || ratio === null) return [];
  const verdict =
    ratio > ACCEPTABLE ? 'more than the 0.1 that is accepted' : 'within the 0.1 that is accepted';
  const table = ri === undefined ? '' : ` by the table ${ri}`;
  const repair =
    worst && ratio > ACCEPTABLE
      ? [
          `The judgment to look at again is ${worst.criterion} over ${worst.over}, ${judgment(worst.judgment)}: the others suggest ${judgment(worst.suggested)}.`,
        ]
      : [];
  return [`The consistency ratio of the judgments is ${figure(ratio)}${table}, ${verdict}.`, ...repair];
}

/** As people say it: 1/7 and not 0.143. */
function judgment(ratio: number): string {
  const inverse = Number((1 / ratio).toFixed(9));
  return ratio < 1 && Number.isInteger(inverse) ? `1/${inverse}` : figure(ratio);
}

function comparisons({ source, xi }: WeightReport): string[] {
  if (source !== 'bwm' || xi === undefined) return [];
  return [
    `The comparisons with the best and the worst criterion deviate from these weights by ${figure(xi)} at most.`,
  ];
}

function people({ agreement }: WeightReport): string[] {
  if (!agreement) return [];
  const judges = Object.entries(agreement.judges);
  const furthest = judges.toSorted(([, a], [, b]) => a.similarity - b.similarity).slice(0, SHOWN);
  const items = furthest.flatMap(([name, { differs_on: on }]) =>
    on ? [`${name} on ${on.criterion} (${on.difference > 0 ? '+' : ''}${figure(on.difference)})`] : [],
  );
  const count = `The weights are those of ${judges.length} ${plural(judges.length, 'judge', 'judges')}`;
  return [
    `${count}${concord(agreement.kendall_w, 'orders of importance')}.`,
    ...(items.length > 0 ? [`Furthest from the weights of all together: ${listed(items)}.`] : []),
  ];
}
