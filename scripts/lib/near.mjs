/**
 * The candidate that was probably meant, or `null`: it begins like the word, or differs from it by a slip or two.
 *
 * @param {string} word
 * @param {readonly string[]} candidates
 */
export function nearest(word, candidates) {
  const [best] = candidates
    .map((candidate) => ({ candidate, edits: editsBetween(word.toLowerCase(), candidate) }))
    .sort((a, b) => a.edits - b.edits);
  if (best && best.edits <= Math.max(1, Math.min(2, Math.floor(word.length / 2)))) return best.candidate;
  const longer = candidates.filter(
    (candidate) => word.length > 1 && candidate.startsWith(word.toLowerCase()),
  );
  return longer.length === 1 ? longer[0] : null;
}

/** Letters to insert, drop, replace or exchange with their neighbour. */
function editsBetween(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = rows[row - 1][column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = isSwap ? rows[row - 2][column - 2] + 1 : Infinity;
      rows[row][column] = Math.min(rows[row - 1][column] + 1, rows[row][column - 1] + 1, replaced, swapped);
    }
  }
  return rows[a.length][b.length];
}
