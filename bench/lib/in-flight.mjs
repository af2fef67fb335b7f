/** Calls `call` `total` times, `inFlight` at a time. */
export async function inFlight(call, { total, inFlight: width = 64 }) {
  let next = 0;
  const lane = async () => {
    while (next < total) await call(next++);
  };
  await Promise.all(Array.from({ length: Math.min(width, total) }, lane));
}
