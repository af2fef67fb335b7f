import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Check } from '../check.js';
import { expectStatus } from '../expect.js';

export const OPERATIONS: readonly Check[] = [
  {
    line: '`GET /` has name',
    tries: 'its members; every link leads somewhere',
    async run({ admin }) {
      const reply = await admin.get('/');
      expectStatus(reply, 200);
      deepEqual(Object.keys(reply.json).sort(), ['durable', 'links', 'name', 'repository', 'version']);
      for (const path of Object.values(reply.json.links))
        ok([200, 405].includes((await admin.get(path)).status), path);
    },
  },
  {
    line: '`GET /health/live`',
    tries: 'the three probes and the report',
    async run({ stranger }) {
      for (const path of ['/health/live', '/health/ready', '/health/startup', '/health'])
        expectStatus(await stranger.get(path), 200);
    },
  },
  {
    line: '`GET /metrics`',
    tries: 'samples in the text format',
    async run({ admin }) {
      const reply = await admin.get('/metrics');
      expectStatus(reply, 200);
      match(reply.text, /^# HELP \w+ /m);
      match(reply.text, /^decision_\w+(\{.*\})? [\d.e+]+$/m);
    },
  },
  {
    line: '`GET /docs-json` is',
    tries: 'the document and the page; every operation has a name, and no two the same',
    async run({ admin, document }) {
      match((await admin.get('/docs')).text, /^<!doctype html>/);
      const paths = document.paths as Readonly<
        Record<string, Readonly<Record<string, { operationId: string }>>>
      >;
      const names = Object.values(paths).flatMap((item) =>
        Object.values(item).map(({ operationId }) => operationId),
      );
      equal(new Set(names).size, names.length);
      for (const name of names) match(name, /^[a-z]+[A-Z][A-Za-z]+$/);
    },
  },
];
