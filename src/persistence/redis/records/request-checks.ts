import type { AskingProcess } from '../../../decisions/domain/process-summary.js';
import { UnreadableRecord } from './record-fields.js';

/**
 * What was asked and answered has to be all there, each under its own id: a step would ask again what is lost, and an
 * answer would overwrite another one.
 *
 * @throws UnreadableRecord
 */
export function withRequestsChecked<P extends AskingProcess>(process: P): P {
  const { requests, history } = process;
  const open = process.status === 'waiting' ? process.request.id : null;
  for (const [id, { id: own, closing, answer }] of Object.entries(requests)) {
    if (own !== id) throw new UnreadableRecord(`request:${id} has the id of another`);
    if (id === open) throw new UnreadableRecord(`request:${id} is open, too`);
    if (closing === 'answered' && answer === null)
      throw new UnreadableRecord(`request:${id} lacks its answer`);
  }
  for (const { request } of history) {
    if (request !== null && request !== open && !Object.hasOwn(requests, request))
      throw new UnreadableRecord(`request:${request} is missing`);
  }
  return process;
}
