import { Queue } from 'bullmq';
import { inFlight } from '../lib/in-flight.mjs';
import { PAYLOAD } from '../lib/processes.mjs';

export async function open({ host, port }) {
  const queue = new Queue('add', { connection: { host, port } });
  return {
    prepare: () => undefined,
    round: (total) => inFlight(() => queue.add('decision', PAYLOAD), { total }),
    // Its cost grows with the jobs that wait; like the others', its round begins with nothing stored.
    tidy: () => queue.obliterate({ force: true }),
  };
}
