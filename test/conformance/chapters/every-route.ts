import { equal } from 'node:assert/strict';
import type { HttpReply } from '../../support/http-client.js';
import type { Api } from '../api.js';
import type { Check } from '../check.js';
import { expectProblem } from '../expect.js';
import type { Installation } from '../installation.js';

const HOST = 'Host: HOST';

/** What is refused whichever route it is for, tried on each of them. */
export const EVERY_ROUTE: readonly Check[] = [
  refused('HTTP/1.1 and 1.0 are spoken', 'two Host lines on every route', {
    status: 400,
    code: 'bad_request',
    ask: (api, { method, path }) => api.raw(`${method} ${path} HTTP/1.1`, { lines: [HOST, HOST] }),
  }),
  refused('A target of more than 8,192', 'too long a target on every route', {
    status: 414,
    code: 'uri_too_long',
    ask: (api, { method, path }) =>
      api.raw(`${method} ${path}?${'x'.repeat(9_000)} HTTP/1.1`, { lines: [HOST] }),
  }),
  refused('A target of more than 8,192', 'too many headers on every route', {
    status: 431,
    code: 'headers_too_large',
    ask: (api, { method, path }) =>
      api.raw(`${method} ${path} HTTP/1.1`, { lines: [HOST, ...Array<string>(200).fill('x: 1')] }),
  }),
  refused('An expectation other than', 'another expectation on every route', {
    status: 417,
    code: 'expectation_failed',
    ask: (api, { method, path }) =>
      api.raw(`${method} ${path} HTTP/1.1`, { lines: [HOST, 'Expect: miracles'] }),
  }),
  refused('A method nobody knows', 'a method the path does not have, on every route', {
    status: 405,
    code: 'method_not_allowed',
    ask: (api, { path }) => api.send('PUT', path),
  }),
  refused('A query parameter the route does not have', 'an unknown one on every route', {
    status: 400,
    code: 'malformed_parameter',
    ask: (api, { method, path }) => api.send(method, `${path}?nonsense=1`),
  }),
  refused('Open on this machine', 'another Host on every route', {
    status: 403,
    code: 'forbidden',
    needs: ['open'],
    ask: (api, { method, path }) => api.raw(`${method} ${path} HTTP/1.1`, { lines: ['Host: a.example'] }),
  }),
  {
    line: '`Authorization: Bearer',
    tries: 'every route without a key, with one nobody has, and with two',
    needs: ['keys'],
    async run({ stranger, contract }) {
      for (const route of routesOf(contract.answers.filter(({ isOpen }) => !isOpen))) {
        const { method, path } = route;
        for (const authorization of [null, 'Bearer nobody', 'Basic eDp5']) {
          const headers: Record<string, string> = authorization === null ? {} : { authorization };
          const reply = await stranger.send(method, path, { headers });
          expectProblem(reply, 401, 'unauthorized');
          equal(String(reply.headers['www-authenticate']).startsWith('Bearer realm='), true);
        }
      }
      for (const { method, path } of routesOf(contract.answers.filter(({ isOpen }) => isOpen)))
        equal((await stranger.send(method, path)).status, 200);
    },
  },
  {
    line: 'Without the role a route takes',
    tries: 'every route with a key of another role',
    needs: ['keys'],
    async run({ review, own, contract, document }) {
      for (const { method, path, pattern } of routesOf(contract.answers.filter(({ isOpen }) => !isOpen))) {
        const roles = roleOf(document.paths as Paths, method, pattern)?.split(' or ') ?? [];
        const without = roles.includes('review') ? [] : [review];
        for (const api of roles.includes('admin') ? [review, own] : without) {
          const reply = await api.send(method, path);
          expectProblem(reply, 403, 'forbidden');
          equal(String(reply.headers['www-authenticate']).includes(`scope="${roles.join(' ')}"`), true);
        }
      }
    },
  },
];

interface Route {
  readonly method: string;
  /** With something for each parameter. */
  readonly path: string;
  readonly pattern: string;
}

interface Refusal extends Pick<Check, 'needs'> {
  readonly status: number;
  readonly code: string;
  readonly ask: (api: Api, route: Route) => Promise<HttpReply>;
}

function refused(line: string, tries: string, { status, code, needs = [], ask }: Refusal): Check {
  return {
    ...{ line, tries, needs },
    async run({ admin, contract }: Installation) {
      for (const route of routesOf(contract.answers)) {
        const reply = await ask(admin, route);
        expectProblem(reply, status, code);
        admin.expectDocumented(route.method, route.path, reply);
      }
    },
  };
}

const SOMETHING: Readonly<Record<string, string>> = {
  process_id: '01980f3e-7c1b-7d64-9f2a-0123456789ab',
  name: 'arrive',
  request_id: 'question-1',
};

function routesOf(answers: readonly { readonly operation: string }[]): Route[] {
  const operations = [...new Set(answers.map(({ operation }) => operation))];
  return operations.map((operation) => {
    const [method = '', pattern = ''] = operation.split(' ');
    const path = pattern.replace(
      /\{(\w+)\}/g,
      (_whole, name: string) => SOMETHING[name] ?? SOMETHING.process_id ?? '',
    );
    return { method, path, pattern };
  });
}

type Paths = Readonly<Record<string, Readonly<Record<string, { readonly 'x-required-role'?: string }>>>>;

function roleOf(paths: Paths, method: string, pattern: string): string | undefined {
  return paths[pattern]?.[method.toLowerCase()]?.['x-required-role'];
}
