import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Answer } from './answer.js';

/** Turns an {@link Answer} into status, headers and body; leaves anything else alone. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next
      .handle()
      .pipe(map((result: unknown) => (result instanceof Answer ? applied(result, reply) : result)));
  }
}

function applied({ status, headers, body }: Answer, reply: FastifyReply): unknown {
  void reply.status(status).headers(headers);
  return body ?? undefined;
}
