/**
 * Criteria without a direction: names alone are enough, and a missing direction means a benefit. This is allowed where
 * only weights are wanted, and where alternatives are judged in pairs, because then the judgments say what is better.
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
