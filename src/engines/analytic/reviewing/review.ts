import { ask, type AskOptions, type Asked, type GivenAnswer } from '../../../decisions/domain/ports/ask.js';
import type { JsonObject, JsonValue } from '../../../decisions/domain/json.js';
import type { AnalyticProblem, Human } from '../problem/problem.js';
import type { AnalyticResult, Review } from '../report/findings/result.js';
import { withReview } from './reviewed.js';

const NAME = 'review';
const MAX_TITLE = 300;
/** The limit for all names that an answer may choose from, as JSON; a schema is limited in size. */
const MAX_CHOICES = 12_000;
const SHOWN_ALTERNATIVES = 10;
const SHOWN_EXPLANATION = 8_000;

/** Whether a problem may need a person at all: then its process has the step. */
export function mayBeReviewed({ human }: AnalyticProblem): boolean {
  return human !== null && human.review !== 'never';
}

/**
 * The unchanged result where nobody has to look at it; otherwise the question for a person, or the result with their
 * answer. The recommendation stays, whatever the reviewer decides: a rejection is a decision, too.
 */
export function reviewed(
  { human, alternatives }: AnalyticProblem,
  result: AnalyticResult,
  given: GivenAnswer | undefined,
): AnalyticResult | Asked {
  if (human === null || !isWanted(human, result)) return result;
  const review = given && reviewOf(given, result, alternatives);
  return review ? withReview(result, review) : ask(questionOf(human, result, alternatives));
}

function isWanted({ review }: Human, { clear_winner }: AnalyticResult): boolean {
  if (typeof review === 'string') return review === 'always';
  return review.when.clear_winner === clear_winner;
}

/** `null` for an unknown alternative, which leads to another question. */
function reviewOf(
  { outcome, data, by, at, comment, expired }: GivenAnswer,
  { recommended }: AnalyticResult,
  alternatives: readonly string[],
): Review | null {
  const answer = { by, at, comment, expired };
  if (outcome === 'approve') return { outcome, decided: recommended, ...answer };
  if (outcome === 'reject') return { outcome, decided: null, ...answer };
  const chosen = alternatives.find((name) => name === alternativeIn(data));
  return chosen === undefined ? null : { outcome: 'choose', decided: chosen, ...answer };
}

function alternativeIn(data: JsonValue): JsonValue {
  return typeof data === 'object' && data !== null && 'alternative' in data
    ? (data.alternative ?? null)
    : null;
}

function questionOf(human: Human, result: AnalyticResult, alternatives: readonly string[]): AskOptions {
  const { deadline_s: seconds, on_expiry: outcome, four_eyes: isFourEyes } = human;
  return {
    name: NAME,
    kind: 'choice',
    title: cut(`Is it to be ${result.recommended ?? 'none of the alternatives'}, as recommended?`, MAX_TITLE),
    options: [
      { outcome: 'approve', title: 'As recommended' },
      { outcome: 'choose', title: 'Another alternative', schema: choiceOf(alternatives) },
      { outcome: 'reject', title: 'No decision' },
    ],
    evidence: evidenceOf(result),
    ...(isFourEyes ? { notBy: 'starter' as const } : {}),
    ...(seconds === null ? {} : { expiresInMs: Math.round(seconds * 1000) }),
    ...(outcome === 'fail' ? {} : { onExpiry: { outcome } }),
  };
}

function choiceOf(alternatives: readonly string[]): JsonObject {
  const isShort = JSON.stringify(alternatives).length * 3 <= MAX_CHOICES;
  const alternative: JsonObject = isShort ? { enum: alternatives } : { type: 'string', minLength: 1 };
  return {
    type: 'object',
    properties: { alternative },
    required: ['alternative'],
    additionalProperties: false,
  };
}

/** What a reviewer has to see; the whole result is the output of the step before. */
function evidenceOf({ recommended, runner_up, clear_winner, margin, ranking, explanation }: AnalyticResult) {
  return {
    recommended,
    runner_up,
    clear_winner,
    margin,
    ranking: ranking
      .slice(0, SHOWN_ALTERNATIVES)
      .map(({ alternative, rank, score }) => ({ alternative, rank, score })),
    explanation: cut(explanation, SHOWN_EXPLANATION),
  };
}

/** A limited number of characters, and never half of one. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}
