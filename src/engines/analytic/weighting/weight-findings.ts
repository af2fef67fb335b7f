import { isBranch } from '../problem/hierarchy.js';
import { at, keyed } from '../numbers/numbers.js';
import type { Judged } from '../pairwise/ahp.js';
import type { Weighed } from './weigh.js';

/** What the source of weights reports; members that do not belong to the source are absent. */
export type WeightFindings = Readonly<{
  /** For pairwise judgments; `null` where there are none, or more than the tables of random indices contain. */
  consistency_ratio: number | null;
  lambda_max?: number;
  consistency_index?: number;
  /** The table the ratio was made with. */
  ri?: string;
  /** The judgment that contradicts the others most; `null` where none does. */
  worst_judgment?: JudgmentReport | null;
  /** Of comparisons with the best and the worst: the largest deviation. */
  xi?: number;
  /** For weights computed from the scores: how well each criterion distinguishes the alternatives. */
  information?: Readonly<Record<string, number>>;
  agreement?: AgreementReport;
}>;

/** A judgment to look at again. */
export type JudgmentReport = Readonly<{
  /** Which of both was judged to weigh more, over which. */
  criterion: string;
  over: string;
  judgment: number;
  /** What the weights imply instead. */
  implied: number;
  /** What all other judgments together imply, on the scale of 1/9 to 9. */
  suggested: number;
  /** What the consistency ratio would be with the suggestion. */
  consistency_ratio: number | null;
}>;

/** How far the people who were asked for weights agree. */
export type AgreementReport = Readonly<{
  /** Kendall's coefficient of concordance of the orders of the criteria, 0..1. */
  kendall_w: number | null;
  judges: Readonly<Record<string, JudgeReport>>;
}>;

/** What one of them says, compared with all together. */
export type JudgeReport = Readonly<{
  weights: Readonly<Record<string, number>>;
  /** 1 minus the part of all weight in which this judge differs from all together. */
  similarity: number;
  spearman: number | null;
  /** Where this judge differs most from all together; `null` where nowhere. */
  differs_on: Readonly<{ criterion: string; difference: number }> | null;
  consistency_ratio: number | null;
}>;

/** @param ri of the source, where it judges pairs */
export function weightFindings(
  weighed: Weighed,
  names: readonly string[],
  ri: string | null,
): WeightFindings {
  const { judged, bwm, data, judges } = weighed;
  if (judged) return { ...judgedReport(judged, names), ...(ri !== null && { ri }) };
  if (bwm) return { consistency_ratio: bwm.consistencyRatio, xi: bwm.xi };
  if (data) {
    const kept = weighed.nodes.flatMap(({ node }) => (isBranch(node) ? [] : [node.name]));
    return { consistency_ratio: null, information: keyed(kept, data.information) };
  }
  if (judges) {
    const together = judges.together ? judgedReport(judges.together, names) : { consistency_ratio: null };
    return {
      ...together,
      ...(ri !== null && judges.together && { ri }),
      agreement: agreementReport(weighed, names),
    };
  }
  return { consistency_ratio: null };
}

function judgedReport({ consistency, worst }: Judged, names: readonly string[]): WeightFindings {
  return {
    lambda_max: consistency.lambdaMax,
    consistency_index: consistency.index,
    consistency_ratio: consistency.ratio,
    worst_judgment: worst && {
      criterion: at(names, worst.row),
      over: at(names, worst.column),
      judgment: worst.judgment,
      implied: worst.implied,
      suggested: worst.suggested,
      consistency_ratio: worst.ratioAfter,
    },
  };
}

function agreementReport({ judges }: Weighed, names: readonly string[]): AgreementReport {
  const reports = (judges?.judges ?? []).map(({ name, weights, judged }, index): [string, JudgeReport] => {
    const { similarity, spearman, furthest } = at(judges?.agreement.judges ?? [], index);
    return [
      name,
      {
        weights: keyed(names, weights),
        similarity,
        spearman,
        differs_on: furthest && { criterion: at(names, furthest.criterion), difference: furthest.difference },
        consistency_ratio: judged?.consistency.ratio ?? null,
      },
    ];
  });
  return { kendall_w: judges?.agreement.kendallW ?? null, judges: Object.fromEntries(reports) };
}
