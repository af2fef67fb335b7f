import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** What callers may be allowed to do: see, start and change, answer requests, scrape, everything for every owner. */
export const ROLES = ['read', 'write', 'review', 'metrics', 'admin'] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** `open` is for probes and the like, which nobody has to identify themselves for. */
export type RequiredRole = Role | 'open';

/** Whether a word is a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/**
 * Declares which role a route demands of its caller. A route that declares nothing demands `admin`, so that forgetting
 * it opens nothing.
 */
export function Requires(...roles: readonly [RequiredRole, ...Role[]]): MethodDecorator {
  const isOpen = roles[0] === 'open';
  const config = RouteConfig({ requires: isOpen ? null : roles });
  if (isOpen) return applyDecorators(config, ApiSecurity({}));
  return applyDecorators(config, ApiSecurity('bearer'), ApiExtension('x-required-role', roles.join(' or ')));
}

/** `null` for a route that needs no role. */
export function requiredRoles(request: FastifyRequest): readonly Role[] | null {
  const { requires = UNSAID } = request.routeOptions.config as { readonly requires?: readonly Role[] | null };
  return requires;
}

const UNSAID: readonly Role[] = ['admin'];
