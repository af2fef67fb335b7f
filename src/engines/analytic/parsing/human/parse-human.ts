import type { Draft } from '../../problem/draft.js';
import { type Human, ON_EXPIRY } from '../../problem/problem.js';
import { LIMITS } from '../../problem/limits.js';
import type { Faults } from '../reading/faults.js';
import { readChoice, readFields, readOptionalNumber } from '../reading/fields.js';

const REVIEWS = ['always', 'never'] as const;
const MEMBERS = ['review', 'deadline_s', 'on_expiry', 'four_eyes'];
const DEADLINE = { from: 1, to: LIMITS.deadline };

/** Whether and when people look at the recommendation: never unless the problem asks for it. */
export function readHuman(value: unknown, kind: Draft['kind'], faults: Faults): Human | null {
  if (value === undefined) return null;
  const fields = readFields(value, 'human', MEMBERS, faults);
  if (!fields) return null;
  const review = readReview(fields.get('review') ?? 'never', faults);
  const deadline = readOptionalNumber(fields, 'deadline_s', { path: 'human', rule: DEADLINE }, faults);
  const onExpiry = readChoice(fields.get('on_expiry') ?? 'fail', 'human.on_expiry', ON_EXPIRY, faults);
  const fourEyes = fields.get('four_eyes') ?? false;
  if (typeof fourEyes !== 'boolean') faults.add('human.four_eyes', 'must be true or false');
  if (fields.has('on_expiry') && onExpiry !== 'fail' && !fields.has('deadline_s')) {
    faults.add('human.on_expiry', 'needs deadline_s: without one, nothing expires');
  }
  if (kind === 'weights' && review !== null && review !== 'never') {
    faults.add('human.review', 'must be never where only weights are asked for');
  }
  if (review === null || onExpiry === null) return null;
  return { review, deadline_s: deadline, on_expiry: onExpiry, four_eyes: fourEyes === true };
}

function readReview(value: unknown, faults: Faults): Human['review'] | null {
  if (typeof value !== 'object' || value === null) {
    return readChoice(value, 'human.review', REVIEWS, faults);
  }
  const when = readFields(value, 'human.review', ['when'], faults)?.get('when') ?? {};
  const wanted = readFields(when, 'human.review.when', ['clear_winner'], faults)?.get('clear_winner');
  if (typeof wanted === 'boolean') return { when: { clear_winner: wanted } };
  faults.add('human.review.when.clear_winner', 'must be true or false');
  return null;
}
