import type { AnalyticResult, Review } from '../report/findings/result.js';
import { escaped } from '../report/markdown.js';

/** The result with the reviewer's decision, which is stated first. */
export function withReview(result: AnalyticResult, review: Review): AnalyticResult {
  const sentence = sentenceOf(result.recommended, review);
  return {
    ...result,
    review,
    explanation: `${sentence} ${result.explanation}`,
    explanation_markdown: `${escaped(sentence)}\n\n${result.explanation_markdown}`,
  };
}

function sentenceOf(recommended: string | null, { outcome, decided, expired }: Review): string {
  if (expired) {
    const meaning = outcome === 'reject' ? 'a rejection' : 'an approval';
    return `Nobody reviewed the recommendation in time, which counts as ${meaning}.`;
  }
  switch (outcome) {
    case 'approve':
      return decided === null
        ? 'A reviewer has approved that no alternative is recommended.'
        : `A reviewer has approved ${decided}.`;
    case 'choose':
      return decided === recommended || recommended === null
        ? `A reviewer has chosen ${decided ?? ''}.`
        : `A reviewer has chosen ${decided ?? ''} instead of ${recommended}, which is recommended.`;
    case 'reject':
      return 'A reviewer has rejected the recommendation: nothing is decided.';
  }
}
