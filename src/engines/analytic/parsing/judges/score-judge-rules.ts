import { leavesOf } from '../../problem/hierarchy.js';
import { affordableJudges } from '../../methods/cost.js';
import type { Draft } from '../../problem/draft.js';
import { Faults } from '../reading/faults.js';
import { look, repetition } from '../../problem/appearance.js';
import { checkScores } from '../scores/score-rules.js';

/** What is asked of the scores of one person is asked of those of each of several. */
export function checkScoreJudges(draft: Draft, faults: Faults): void {
  const { judges } = draft;
  if (!judges) return;
  checkNames(judges, faults);
  checkCount(draft, judges.length, faults);
  for (const [index, { scores }] of judges.entries()) {
    if (faults.isFull) return;
    const own = new Faults();
    // A cell a judge leaves out is that of the others; what nobody gives is a matter of the group.
    checkScores({ ...draft, scores, missing: 'drop_alternative' }, own);
    for (const { path, message } of own.list()) {
      if (path.startsWith('scores')) faults.add(`judges[${index}].${path}`, message);
      else faults.add(`judges[${index}].scores`, `${path} ${message}`);
    }
  }
}

function checkNames(judges: NonNullable<Draft['judges']>, faults: Faults): void {
  for (const [index, { name }] of judges.entries()) {
    const first = judges.findIndex((other) => look(other.name) === look(name));
    const fault = repetition(name, judges[first]?.name ?? name, `judges[${first}].name`);
    if (first < index) faults.add(`judges[${index}].name`, fault ?? '');
  }
}

/** Each judge is a ranking by itself, and one of all without this judge. */
function checkCount({ criteria, method, alternatives }: Draft, count: number, faults: Faults): void {
  const columns = leavesOf(criteria)?.length;
  if (!method || !alternatives || columns === undefined) return;
  const most = affordableJudges(method, alternatives.length, columns);
  if (count > most)
    faults.add('judges', `must be at most ${most} for a problem of this size under ${method.name}`);
}
