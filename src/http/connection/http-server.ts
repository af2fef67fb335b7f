import { createServer, type Server } from 'node:http';
import { HttpProblem } from '../answer/problem.js';
import { refuse } from './client-errors.js';
import type { Connections } from './connections.js';
import type { RequestHandler } from './connection.js';

/** How long one request may take to arrive, in milliseconds: slow clients must not hold sockets. */
const ARRIVAL = { headersMs: 10_000, requestMs: 30_000, checkEveryMs: 5_000 };

/**
 * An HTTP/1.1 server that leaves to the hooks of the application what it would otherwise answer itself without an
 * explanation: a missing Host, an unknown expectation, more headers than it reads.
 */
export function createHttpServer(
  connections: Connections,
  handle: RequestHandler,
  arrival: typeof ARRIVAL = ARRIVAL,
): Server {
  const server = createServer({
    headersTimeout: arrival.headersMs,
    requestTimeout: arrival.requestMs,
    connectionsCheckingInterval: arrival.checkEveryMs,
    requireHostHeader: false,
    noDelay: true,
  });
  // Their number is not limited here, because headers beyond it would vanish, conditions among them. Their size is
  // limited.
  server.maxHeadersCount = 0;
  server.on('connection', (socket) => connections.add(socket, handle));
  const receive: RequestHandler = (request, response) => connections.receive(request, response);
  for (const event of ['request', 'checkContinue', 'checkExpectation']) server.on(event, receive);
  server.on('connect', (_request, socket) => {
    refuse(socket, new HttpProblem('not_implemented', 'This server is no proxy.'));
  });
  return server;
}
