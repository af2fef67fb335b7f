import type { Analysis } from '../../analysis/analysis.js';
import { cautions } from './explain-cautions.js';
import { changes } from './explain-changes.js';
import { comparison, exclusions } from './explain-comparison.js';
import { doubts } from './explain-doubts.js';
import { methodSentences } from './explain-method.js';
import { comparisonSentences } from './explain-methods.js';
import { weightsAlone, weightSentences } from './explain-weights.js';
import { judgeSentences } from './explain-judges.js';
import type { Findings } from '../findings/result.js';
import { figure, listed, percentOfLead } from './wording.js';

/** What is said, sentence by sentence, the most important first. */
export interface Sections {
  readonly verdict: readonly string[];
  readonly reasons: readonly string[];
  readonly changes: readonly string[];
  readonly cautions: readonly string[];
}

/** What wins, by how much, why, what would change that, and what to be careful about. */
export function explain(findings: Findings, analysis: Analysis): Sections {
  return {
    verdict: [verdict(findings, analysis), ...doubts(findings, analysis)],
    reasons: [
      ...methodSentences(findings, analysis),
      ...comparison(findings, analysis),
      ...comparisonSentences(findings.comparison, findings.recommended),
      ...weightSentences(findings.weights),
      ...judgeSentences(findings, analysis),
      ...exclusions(findings, analysis),
    ],
    changes: changes(findings, analysis),
    cautions: cautions(findings, analysis),
  };
}

function verdict(findings: Findings, { outcome }: Analysis): string {
  const { kind, weights, recommended, runner_up, margin, ranking, dominated, excluded } = findings;
  const [best, second] = ranking;
  if (kind === 'weights') return weightsAlone(weights);
  if (!best || recommended === null) return 'No alternative is recommended: none meets all requirements.';
  if (!second || runner_up === null) {
    const only =
      excluded.length > 0 ? 'the only alternative that meets all requirements' : 'the only alternative';
    return `${recommended} is recommended as ${only}; there is nothing to compare it with.`;
  }
  if (best.tied_with.length > 0) return tie(best, recommended, dominated);
  const others = [runner_up, ...second.tied_with];
  const level = others.length > 1 ? ', which share second place' : '';
  if (!margin || best.score === null)
    return `${recommended} is recommended: it ranks first, ahead of ${listed(others)}${level}.`;
  // A percentage makes sense only for a score that is counted from zero.
  const part = outcome?.measure === 'scores' ? ` (${percentOfLead(margin.relative)})` : '';
  const lead = `${figure(margin.absolute)}${part} ahead of ${listed(others)}`;
  return `${recommended} is recommended: it scores ${figure(best.score)}, ${lead}${level}.`;
}

function tie(
  { tied_with, score }: Findings['ranking'][number],
  recommended: string,
  dominated: Findings['dominated'],
): string {
  const first = [recommended, ...tied_with];
  const share = `${listed(first)} share first place${score === null ? '' : ` with a score of ${figure(score)}`}`;
  const hasDominated = dominated.some(({ alternative }) => first.includes(alternative));
  const reason = hasDominated ? 'it is the first of them that is not dominated' : 'it is listed first';
  return `${share}; ${recommended} is named only because ${reason}.`;
}
