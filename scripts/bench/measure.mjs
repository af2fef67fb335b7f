/** Calls per second of `call`, `total` calls with `inFlight` at a time. */
export async function throughput(call, { total, inFlight }) {
  let next = 0;
  const worker = async () => {
    while (next < total) await call(next++);
  };
  const begin = performance.now();
  await Promise.all(Array.from({ length: inFlight }, worker));
  return total / ((performance.now() - begin) / 1000);
}

/**
 * Two contestants in turn, A B A B …, so that a machine that slows down slows both.
 *
 * @returns medians of both and of the ratio A/B, round by round
 */
export async function sideBySide(rounds, a, b) {
  const figures = [];
  for (let round = 0; round < rounds; round++) {
    const [first, second] = [await a(round), await b(round)];
    figures.push({ a: first, b: second, ratio: first / second });
  }
  const of = (name) => figures.map((figure) => figure[name]);
  const ratios = of('ratio');
  return {
    a: median(of('a')),
    b: median(of('b')),
    ratio: median(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
  };
}

export function median(values) {
  return quantile(values, 0.5);
}

/** The value below which the given share of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Milliseconds a call takes, median over `times`, one after another. */
export async function latency(call, times) {
  const taken = [];
  for (let n = 0; n < times; n++) {
    const begin = performance.now();
    await call(n);
    taken.push(performance.now() - begin);
  }
  return median(taken);
}
