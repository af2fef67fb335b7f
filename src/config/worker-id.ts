import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { parseWorkerId, type WorkerId } from '../decisions/domain/ids.js';

/** Says where the instance runs, and is never the id of another or of an earlier instance. */
export function newWorkerId(): WorkerId {
  const place = hostname()
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, 64);
  const id = parseWorkerId(`${place}.${process.pid}.${randomUUID().slice(0, 8)}`);
  if (!id) throw new Error('A generated worker id is not one.');
  return id;
}
