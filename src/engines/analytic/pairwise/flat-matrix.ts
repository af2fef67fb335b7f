/**
 * The inner loops of computations with thousands of rounds, during which nothing else runs. Square matrices are stored
 * row by row in one array.
 */
export function times(cells: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  let cell = 0;
  for (let row = 0; row < size; row += 1) {
    let total = 0;
    for (let column = 0; column < size; column += 1) total += cells[cell++]! * vector[column]!;
    product[row] = total;
  }
  return product;
}

/** The vector times the matrix: a sum of its rows. */
export function timesTransposed(cells: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  let cell = 0;
  for (let row = 0; row < size; row += 1) {
    const number = vector[row]!;
    for (let column = 0; column < size; column += 1) product[column]! += cells[cell++]! * number;
  }
  return product;
}

/** The matrix times itself, scaled so that its largest number is 1. */
export function squared(cells: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let via = 0; via < size; via += 1) {
      const number = cells[row * size + via]!;
      for (let column = 0; column < size; column += 1)
        product[row * size + column]! += number * cells[via * size + column]!;
    }
  }
  const largest = product.reduce((most, number) => Math.max(most, number), 0);
  return product.map((number) => number / largest);
}

/** Scaled to sum 1. */
export function sharesOf(vector: Float64Array): Float64Array {
  let total = 0;
  for (const number of vector) total += number;
  return vector.map((number) => number / total);
}
