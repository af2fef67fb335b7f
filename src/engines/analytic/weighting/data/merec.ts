import { at, sum } from '../../numbers/numbers.js';
import { mapColumns } from '../../numbers/table.js';
import { type DataWeights, type Scores, weightsFrom } from './information.js';

/**
 * Method based on the removal effects of criteria. With n = min/x for a benefit and x/max for a cost, the performance
 * of an alternative is `ln(1 + Σ |ln n| / criteria)`, and a criterion weighs by how much performances change without it.
 *
 * @param table scores above 0
 * @see Keshavarz-Ghorabaee, M. et al. (2021). Determination of objective weights using a new method based on the
 *   removal effects of criteria (MEREC). Symmetry 13(4), 525.
 */
export function merecWeights(table: Scores): DataWeights {
  const sizes = mapColumns(table, (column, direction) => {
    const logs = column.map((score) => Math.log(score));
    const base = direction === 'benefit' ? Math.min(...logs) : Math.max(...logs);
    return (score) => Math.abs(Math.log(score) - base);
  });
  const count = table.directions.length;
  const performance = (total: number) => Math.log(1 + Math.max(0, total) / count);
  return weightsFrom(
    table.directions.map((_, column) =>
      sum(sizes.map((row) => performance(sum(row)) - performance(sum(row) - at(row, column)))),
    ),
  );
}
