import { table } from './table.mjs';

/** Whether a result has the tables below; other engines answer what they like. */
export function isRanked(result) {
  return (
    Array.isArray(result?.ranking) &&
    result.ranking.every(
      ({ alternative, score }) => typeof alternative === 'string' && Number.isFinite(score),
    )
  );
}

/**
 * The alternatives by rank.
 *
 * @param {{ ranking: readonly { rank: number, alternative: string, score: number }[] }} result
 * @param {Record<string, number>} [published] scores to compare with, by alternative
 */
export function rankingTable({ ranking }, terminal, published) {
  const best = Math.max(...ranking.map(({ score }) => Math.abs(score))) || 1;
  const rows = ranking.map(({ rank, alternative, score }) => [
    rank,
    alternative,
    fixed(score),
    ...(published ? [fixed(published[alternative])] : []),
    terminal.bar(score / best),
  ]);
  return table(['rank', 'alternative', 'score', ...(published ? ['published'] : []), ''], rows);
}

export function contributionTable({ ranking, contributions }) {
  const criteria = Object.keys(contributions[ranking[0].alternative]);
  const rows = ranking.map(({ alternative }) => [
    alternative,
    ...criteria.map((name) => fixed(contributions[alternative][name])),
  ]);
  return table(['alternative', ...criteria], rows);
}

/** In which share of random weightings each alternative comes first. */
export function acceptabilityTable({ ranking, robustness }, terminal) {
  const rows = ranking.map(({ alternative }) => {
    const [first] = robustness.smaa.rank_acceptability[alternative];
    return [alternative, percent(first), terminal.bar(first)];
  });
  return table(['alternative', 'first', ''], rows);
}

/** Between which values each weight may lie, the others in proportion, before another alternative is recommended. */
export function intervalTable({ robustness }) {
  const rows = robustness.weight_intervals.map(({ criterion, weight, from, to }) => [
    criterion,
    ...[weight, from, to].map(fixed),
  ]);
  return table(['criterion', 'weight', 'from', 'to'], rows);
}

function fixed(number) {
  return number.toFixed(3);
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
