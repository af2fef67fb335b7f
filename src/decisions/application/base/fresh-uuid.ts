import { randomUUID } from 'node:crypto';

/** The largest value of the 12 bits behind the version. */
const MOST = 0xfff;

let lastTime = NaN;
let counter = 0;

/**
 * UUID version 7 (RFC 9562 §5.7): the time; then 12 bits that count up within one millisecond from a random beginning,
 * so that ids of one instance sort in the order they were drawn (§6.2, method 1); then 62 random bits. These come from
 * the platform's version 4, which draws many at a time: sixteen random bytes for each id would cost more than
 * everything else a start does.
 *
 * @param now epoch milliseconds
 */
export function freshUuid(now: number): string {
  const drawn = randomUUID();
  // Begins in the lower half, which leaves room for two thousand others. Beyond that ids are still unique, but not in
  // order.
  counter = now === lastTime ? Math.min(counter + 1, MOST) : Number.parseInt(drawn.slice(15, 18), 16) >>> 1;
  lastTime = now;
  const time = now.toString(16).padStart(12, '0');
  const count = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}${drawn.slice(18)}`;
}
