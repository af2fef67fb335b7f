import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Preconditions } from '../../../http/request/headers/entity-tag.js';
import type { Preference } from '../../../http/request/headers/preference.js';
import { conditionsOf, preferenceOf } from '../../../http/request/request.decorators.js';
import { ResponseEnd } from '../../../http/request/response-end.js';
import type { Caller } from '../../domain/caller.js';

type KnownRequest = FastifyRequest & { readonly caller: Caller };

/** Who asks, as access control has found out. */
export const AskedBy = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Caller =>
    context.switchToHttp().getRequest<KnownRequest>().caller,
);

/** Everything a request for a status says beside its path. */
export interface StatusQuestion extends Preconditions {
  readonly caller: Caller;
  readonly preference: Preference;
  /** The end of its response. */
  readonly end: ResponseEnd;
}

/** One value: the framework takes 2 µs for each parameter of a handler, and this is the most frequent request. */
export const AskedOfStatus = createParamDecorator(
  (_data: unknown, context: ExecutionContext): StatusQuestion => {
    const http = context.switchToHttp();
    const request = http.getRequest<KnownRequest>();
    const { ifMatch, ifNoneMatch } = conditionsOf(request);
    const end = new ResponseEnd(http.getResponse<FastifyReply>().raw);
    return { caller: request.caller, ifMatch, ifNoneMatch, preference: preferenceOf(request), end };
  },
);
