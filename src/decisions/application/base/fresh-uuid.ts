import { randomUUID } from 'node:crypto';

/** The largest value of the 12 bits behind the version. */
const MOST = 0xfff;

let lastTime = NaN;
let counter = 0;

/**
 * UUID version 7 (RFC 9562 §5.7): the time, then 12 bits that count within one millisecond from where chance begins, so
 * that ids of one instance are in the order they were drawn (§6.2, method 1), then 62 random bits. They are those of the
 * platform's version 4, which draws them many at a time: asking for sixteen bytes each time costs more than all else
 * that is done to start a process.
 *
 * @param now epoch milliseconds
 */
export function freshUuid(now: number): string {
  const drawn = randomUUID();
  // Begins in the lower half: there is room for two thousand others. Beyond, ids are still unique, and in no order.
  counter = now === lastTime ? Math.min(counter + 1, MOST) : Number.parseInt(drawn.slice(15, 18), 16) >>> 1;
  lastTime = now;
  const time = now.toString(16).padStart(12, '0');
  const count = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}${drawn.slice(18)}`;
}
