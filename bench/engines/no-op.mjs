/** Engines whose steps do nothing: what remains is the cost of the service itself. */
const parse = (problem) => problem;

function steps(count) {
  return Array.from({ length: count }, (_, nth) => ({ name: `step-${nth + 1}`, run: () => nth + 1 }));
}

export const engines = [
  { name: 'bench-one', version: 1, parse, steps: steps(1) },
  { name: 'bench-five', version: 1, parse, steps: steps(5) },
];
