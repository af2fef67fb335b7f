/**
 * Criteria where nothing is said of better and worse: names alone will do, and what has no direction is a benefit. So
 * it is where only weights are wanted, and where alternatives are judged in pairs, which says itself what is better.
 */
export function withDirections(criteria: unknown): unknown {
  if (!Array.isArray(criteria)) return criteria;
  return criteria.map((criterion: unknown): unknown => {
    if (typeof criterion === 'string') return { name: criterion, direction: 'benefit' };
    const isObject = typeof criterion === 'object' && criterion !== null && !Array.isArray(criterion);
    if (!isObject) return criterion;
    if ('criteria' in criterion && criterion.criteria != null) {
      return { ...criterion, criteria: withDirections(criterion.criteria) };
    }
    const direction = 'direction' in criterion ? criterion.direction : null;
    return { ...criterion, direction: direction ?? 'benefit' };
  });
}
