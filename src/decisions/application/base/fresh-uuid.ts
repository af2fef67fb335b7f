import { randomUUID } from 'node:crypto';

/**
 * UUID version 7 (RFC 9562 §5.7): the time, then 74 random bits. They are those of the platform's version 4, which draws
 * them many at a time: asking for sixteen bytes each time costs more than all else that is done to start a process.
 *
 * @param now epoch milliseconds
 */
export function freshUuid(now: number): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
