import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Answer } from './answer.js';

type Reply = FastifyAdapter['reply'];

/**
 * Turns an {@link Answer} into status, headers and body; leaves anything else to the framework. It is not an
 * interceptor, because with one the framework sends every answer through four observables.
 */
export class AnsweringAdapter extends FastifyAdapter {
  override reply(...[response, body, status]: Parameters<Reply>): ReturnType<Reply> {
    if (!(body instanceof Answer)) return super.reply(response, body, status);
    for (const [name, value] of Object.entries(body.headers)) this.setHeader(response, name, value);
    return super.reply(response, body.body ?? undefined, body.status);
  }
}
