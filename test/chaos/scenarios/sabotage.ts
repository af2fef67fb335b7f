/** Guards that can be taken out of the built program, to see that their absence is noticed. */
export const SABOTAGES = ['fence-off', 'operation-id-off', 'takeover-off', 'first-answer-off'] as const;

/** The module that takes it out, to be loaded before the program. */
export function sabotage(name: string): string {
  const known = SABOTAGES.find((each) => each === name);
  if (known === undefined)
    throw new RangeError(`There is no sabotage of this name; there are: ${SABOTAGES.join(', ')}.`);
  return `test/chaos/server/sabotage/${known}.mjs`;
}
