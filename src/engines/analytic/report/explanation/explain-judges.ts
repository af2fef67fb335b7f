import type { JudgeOpinion, JudgesReport } from '../../robustness/score-judges.js';
import type { Analysis } from '../../analysis/analysis.js';
import { scoreText } from './scores-in-words.js';
import type { Findings } from '../findings/result.js';
import { concord, grouped, listed, plural } from './wording.js';

const SHOWN = 3;

/** Whose scores these are, how far the judges agree, who would choose what, and who differs on what. */
export function judgeSentences({ robustness }: Findings, analysis: Analysis): string[] {
  const report = robustness?.judges;
  if (!report) return [];
  const opinions = Object.entries(report.judges);
  const [only] = opinions;
  if (opinions.length === 1 && only) return [`The scores are those of one judge, ${only[0]}.`];
  return [whose(report, opinions.length), choices(report), ...furthest(opinions, analysis)];
}

function whose({ aggregate, kendall_w }: JudgesReport, count: number): string {
  const means = aggregate === 'mean' ? 'means' : 'geometric means';
  return `The scores are the ${means} of those of ${count} judges${concord(kendall_w, 'orders of the alternatives')}.`;
}

/** Who each judge would put first, those of one mind together. */
function choices({ judges, own_weights }: JudgesReport): string {
  const minds = grouped(Object.entries(judges), ([, { first }]) => first.join('\n'));
  const items = minds
    .toSorted((a, b) => b.length - a.length)
    .map((mind) => {
      const names = minds.length === 1 ? 'all of them' : listed(mind.map(([name]) => name));
      return `${holds(mind[0]?.[1].first ?? [])} for ${names}`;
    });
  return `By ${own_weights ? 'the scores and weights' : 'the scores'} of each alone, ${items.join('; ')}.`;
}

function holds(first: readonly string[]): string {
  return `${listed(first)} ${plural(first.length, 'is first', 'share first place')}`;
}

function furthest(opinions: readonly (readonly [string, JudgeOpinion])[], analysis: Analysis): string[] {
  const items = opinions
    .flatMap(([name, { differs_on: on }]) => (on ? [{ name, on }] : []))
    .sort((a, b) => b.on.part - a.on.part)
    .slice(0, SHOWN)
    .map(({ name, on }) => {
      const [own, group] = [on.score, on.group].map((score) => scoreText(score, on.criterion, analysis));
      return `${name} on ${on.criterion} of ${on.alternative} (${own ?? ''} against ${group ?? ''})`;
    });
  return items.length === 0 ? [] : [`Furthest from the scores of all together: ${listed(items)}.`];
}

/** Whether the first place hangs on one judge. */
export function judgeChanges({
  robustness,
  recommended,
  ranking,
}: Pick<Findings, 'robustness' | 'recommended' | 'ranking'>): string[] {
  const opinions = Object.entries(robustness?.judges?.judges ?? {});
  if (opinions.length < 2 || recommended === null) return [];
  const now = [recommended, ...(ranking[0]?.tied_with ?? [])];
  const isSame = (first: readonly string[]) =>
    first.length === now.length && now.every((name) => first.includes(name));
  const turning = opinions.filter(([, { first_without: first }]) => !isSame(first));
  if (turning.length === 0) return ['Leaving out the scores of any one judge does not change who is first.'];
  const items = turning.slice(0, SHOWN).map(([name, { first_without: first }], index) => {
    const whose = index === 0 ? `Without the scores of ${name}` : `without those of ${name}`;
    return `${whose}, ${listed(first)} ${plural(first.length, 'would be first', 'would share first place')}`;
  });
  const more = turning.length - items.length;
  const rest = more === 0 ? '' : `; ${more} more ${plural(more, 'judge decides', 'judges decide')} it too`;
  return [`${items.join('; ')}${rest}.`];
}
