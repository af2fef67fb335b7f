/** How many short rounds take the place of a long one. */
export const FINER = 5;

/**
 * Shorter rounds, and more of them: a second in which the machine was busy with others then spoils some of many ratios,
 * instead of one of a few.
 *
 * @template {{ rounds: number, warmUp: number, operations: number }} Extent
 * @param {Extent} extent
 * @param {number} times how much more work that is: what begins anew with each round must stay a small part of it
 * @returns {Extent}
 */
export function inShortRounds({ rounds, warmUp, operations, ...rest }, times) {
  return {
    ...rest,
    rounds: rounds * FINER,
    warmUp: warmUp * FINER,
    operations: Math.ceil((times * operations) / FINER),
  };
}

/**
 * Contestants in turn, A B A B …, so that a machine that slows down slows all of them.
 *
 * @template {Record<string, () => Promise<Record<string, number>>>} Contestants
 * @param {Contestants} contestants what one round of each is, with the figures it gives
 * @param {{ rounds: number, warmUp?: number }} extent rounds before the first that counts let the compiler settle
 * @returns {Promise<Record<keyof Contestants, Record<string, number>[]>>}
 */
export async function interleaved(contestants, { rounds, warmUp = 1 }) {
  const names = Object.keys(contestants);
  const figures = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of names) {
      const figure = await contestants[name]();
      if (round >= 0) figures[name].push(figure);
    }
  }
  return figures;
}
