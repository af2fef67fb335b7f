import autocannon from 'autocannon';

const CONNECTIONS = 16;
/** A run of a number of requests ends with a sample; by itself one is taken each second. */
const SAMPLED_EVERY_MS = 10;

/** Sends `total` requests over a few connections; anything but the expected status is an error. */
export async function load(url, total, { expect = 200, ...request } = {}) {
  const { statusCodeStats, errors } = await autocannon({
    url,
    connections: Math.min(CONNECTIONS, total),
    amount: total,
    sampleInt: SAMPLED_EVERY_MS,
    ...request,
  });
  if (statusCodeStats[expect]?.count !== total || errors > 0) {
    throw new Error(`${url}: ${JSON.stringify(statusCodeStats)}, ${errors} errors`);
  }
}

/** One request after another over one connection; the median time, in milliseconds. */
export async function oneByOne(url, times, request) {
  const taken = [];
  for (let n = 0; n < times; n++) {
    const begin = performance.now();
    const answer = await fetch(url, request);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    await answer.arrayBuffer();
    taken.push(performance.now() - begin);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)];
}
