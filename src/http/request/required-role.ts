import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** What a caller may be allowed: see, start and change, answer requests, everything of every owner. */
export const ROLES = ['read', 'write', 'review', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** `open` is for probes and the like, which nobody has to identify themselves for. */
export type RequiredRole = Role | 'open';

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** Says what a route asks of its caller. A route that says nothing asks for `admin`: forgetting it opens no door. */
export function Requires(role: RequiredRole): MethodDecorator {
  const config = RouteConfig({ requires: role });
  if (role === 'open') return applyDecorators(config, ApiSecurity({}));
  return applyDecorators(config, ApiSecurity('bearer'), ApiExtension('x-required-role', role));
}

export function requiredRole(request: FastifyRequest): RequiredRole {
  const { requires } = request.routeOptions.config as { readonly requires?: RequiredRole };
  return requires ?? 'admin';
}
