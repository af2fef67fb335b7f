import { errorCode, request } from '../bed/http.js';
import type { TestBed } from '../bed/test-bed.js';
import type { Send } from './caller.js';

/** Each request to any server that is up, as far as the outside knows. */
export function anyServer(bed: TestBed): Send {
  const random = bed.random.fork();
  return async (path, call) => {
    const { up } = bed;
    if (up.length === 0) return 'no_server';
    try {
      return await request(random.pick(up).url + path, call);
    } catch (error) {
      return errorCode(error);
    }
  };
}
