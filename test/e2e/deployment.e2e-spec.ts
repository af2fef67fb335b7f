import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Env } from '../../src/config/env.js';
import { validateEnv } from '../../src/config/validate-env.js';
import { variablesOf } from '../../src/config/variable.js';
import { at, documentOf, documentsOf, entriesAt, filesBelow, itemsAt, textOf } from '../deploy/documents.js';

const KUBERNETES = 'deploy/kubernetes/';
const BASE = `${KUBERNETES}base/`;
const OVERLAY = `${KUBERNETES}overlays/example/`;
/** What ends the service at the latest after its grace: see leave-on-signals.ts. */
const CLOSING_S = 5;

const deployment = documentOf(`${BASE}deployment.yaml`);
const pod = at(deployment, 'spec', 'template', 'spec');
const container = at(pod, 'containers', 0);
const settings = parseEnv(textOf(`${BASE}settings.env`));
/** The secret brings the address of Redis and the keys of callers. */
const SECRET = { API_KEYS: `operator:admin:${'0'.repeat(64)}` };
const settingsOf = validateEnv({ ...settings, ...SECRET });
const variables = new Set(variablesOf(Env).map(({ name }) => name));
const podLabels = new Map(entriesAt(deployment, 'spec', 'template', 'metadata', 'labels'));

describe('the Kubernetes manifests', () => {
  const files = filesBelow(KUBERNETES);

  it.each(files.filter((path) => path.endsWith('.yaml')))('parse without a complaint: %s', (path) => {
    expect(documentsOf(path)).toEqual([expect.objectContaining({ apiVersion: expect.any(String) })]);
  });

  it('are each named by the kustomization beside them', () => {
    const kustomizations = files.filter((path) => path.endsWith('/kustomization.yaml'));
    const named = kustomizations.flatMap((path) => {
      const sources = itemsAt(documentOf(path), 'resources').filter((source) =>
        String(source).endsWith('.yaml'),
      );
      return [path, ...sources.map((source) => path.replace('kustomization.yaml', String(source)))];
    });

    expect([...named, `${BASE}settings.env`].sort()).toEqual(files.sort());
  });

  it('build on folders that have a kustomization', () => {
    const overlay = documentOf(`${OVERLAY}kustomization.yaml`);
    const folders = [...itemsAt(overlay, 'resources'), ...itemsAt(overlay, 'components')].map(String);
    const resolved = folders
      .filter((path) => path.startsWith('../'))
      .map((path) => new URL(`${path}/kustomization.yaml`, `file:///${OVERLAY}`).pathname.slice(1));

    expect(resolved).toHaveLength(3);
    expect(files).toEqual(expect.arrayContaining(resolved));
  });

  it.each([
    ['deployment.yaml', ['spec', 'selector', 'matchLabels']],
    [
      'deployment.yaml',
      ['spec', 'template', 'spec', 'topologySpreadConstraints', 0, 'labelSelector', 'matchLabels'],
    ],
    [
      'deployment.yaml',
      ['spec', 'template', 'spec', 'topologySpreadConstraints', 1, 'labelSelector', 'matchLabels'],
    ],
    ['service.yaml', ['spec', 'selector']],
    ['pod-disruption-budget.yaml', ['spec', 'selector', 'matchLabels']],
    ['network-policy.yaml', ['spec', 'podSelector', 'matchLabels']],
  ])('select the pods of the deployment: %s %j', (file, path) => {
    const wanted = entriesAt(documentOf(BASE + file), ...path);

    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter(([label, value]) => podLabels.get(label) !== value)).toEqual([]);
  });

  it('refer to what exists by its name', () => {
    const service = documentOf(`${BASE}service.yaml`);
    const monitor = documentOf(`${KUBERNETES}components/monitoring/service-monitor.yaml`);
    const scaler = documentOf(`${KUBERNETES}components/autoscaling/horizontal-pod-autoscaler.yaml`);
    const account = documentOf(`${BASE}service-account.yaml`);
    const generated = documentOf(`${BASE}kustomization.yaml`);

    expect(at(service, 'spec', 'ports', 0, 'targetPort')).toBe(at(container, 'ports', 0, 'name'));
    expect(at(monitor, 'spec', 'endpoints', 0, 'port')).toBe(at(service, 'spec', 'ports', 0, 'name'));
    expect(textOf('docs/operations.md')).toContain(
      `\`${String(at(monitor, 'spec', 'endpoints', 0, 'authorization', 'credentials', 'name'))}\``,
    );
    expect(at(monitor, 'spec', 'selector', 'matchLabels')).toEqual(at(service, 'metadata', 'labels'));
    expect(at(scaler, 'spec', 'scaleTargetRef', 'name')).toBe(at(deployment, 'metadata', 'name'));
    expect(at(pod, 'serviceAccountName')).toBe(at(account, 'metadata', 'name'));
    expect(at(container, 'envFrom', 0, 'configMapRef', 'name')).toBe(
      at(generated, 'configMapGenerator', 0, 'name'),
    );
    expect(at(container, 'volumeMounts', 0, 'name')).toBe(at(pod, 'volumes', 0, 'name'));
  });

  it('set nothing but variables that the service reads', () => {
    const own = itemsAt(container, 'env').map((variable) => String(at(variable, 'name')));
    const literals = itemsAt(documentOf(`${OVERLAY}kustomization.yaml`), 'configMapGenerator', 0, 'literals');
    const changed = literals.map((literal) => String(literal).split('=')[0] ?? '');
    const set = [...Object.keys(settings), ...changed, ...own.filter((name) => name !== 'NODE_OPTIONS')];

    expect(set.filter((name) => !variables.has(name))).toEqual([]);
  });

  it('listen where the probes look', () => {
    const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) =>
      at(container, probe, 'httpGet'),
    );

    expect(settingsOf).toMatchObject({ HOST: '0.0.0.0', PORT: at(container, 'ports', 0, 'containerPort') });
    expect(probes).toEqual([
      { path: '/health/startup', port: 'http' },
      { path: '/health/live', port: 'http' },
      { path: '/health/ready', port: 'http' },
    ]);
  });

  it('give a pod the time to become unknown, to hand over and to close', () => {
    const preStop = Number(at(container, 'lifecycle', 'preStop', 'sleep', 'seconds'));
    const needed = preStop + settingsOf.SHUTDOWN_GRACE_MS / 1_000 + CLOSING_S;

    expect(Number(at(pod, 'terminationGracePeriodSeconds'))).toBeGreaterThan(needed);
  });

  it('leave a quarter of the memory to what is not heap', () => {
    const heap = /^--max-old-space-size=(\d+)$/.exec(String(at(container, 'env', 0, 'value')))?.[1];
    const limit = /^(\d+)Mi$/.exec(String(at(container, 'resources', 'limits', 'memory')))?.[1];

    expect(Number(heap)).toBeLessThanOrEqual(0.75 * Number(limit));
  });

  it('scale to as many instances as the waiting processes keep busy', () => {
    const scaler = documentOf(`${KUBERNETES}components/autoscaling/horizontal-pod-autoscaler.yaml`);

    expect(at(scaler, 'spec', 'metrics', 0, 'external', 'target')).toEqual({
      type: 'AverageValue',
      averageValue: String(settingsOf.CONCURRENCY),
    });
  });

  it('ask for no right a restricted pod has not', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(at(container, 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('take secrets by reference and hold none', () => {
    const secrets = itemsAt(container, 'env').filter((variable) =>
      /REDIS|KEY/.test(String(at(variable, 'name'))),
    );
    const kinds = files.filter((path) => path.endsWith('.yaml')).map((path) => at(documentOf(path), 'kind'));

    expect(secrets.map((variable) => at(variable, 'valueFrom', 'secretKeyRef'))).toEqual([
      { name: 'decision-backend', key: 'REDIS_URL' },
      { name: 'decision-backend', key: 'API_KEYS' },
    ]);
    expect(Object.keys(settings).filter((name) => /PASSWORD|URL/.test(name))).toEqual([]);
    expect(kinds).not.toContain('Secret');
  });

  it('let pods talk to Redis and ask for names, and to nobody else', () => {
    const egress = itemsAt(documentOf(`${BASE}network-policy.yaml`), 'spec', 'egress');
    const ports = egress.flatMap((rule) => itemsAt(rule, 'ports').map((port) => at(port, 'port')));

    expect(ports).toEqual([6379, 53, 53]);
    expect(egress.filter((rule) => itemsAt(rule, 'to').length === 0)).toEqual([]);
  });
});

describe('the compose file', () => {
  const compose = documentOf('docker-compose.yml');
  const services = new Map(entriesAt(compose, 'services'));
  const instances = ['decisions-1', 'decisions-2'];

  it.each(instances)('sets nothing but variables that the service reads: %s', (name) => {
    const set = entriesAt(services.get(name), 'environment').map(([variable]) => variable);

    expect(set.filter((variable) => !variables.has(variable))).toEqual([]);
  });

  it.each(instances)('gives an instance the time to hand over and to close: %s', (name) => {
    const seconds = /^(\d+)s$/.exec(String(at(services.get(name), 'stop_grace_period')))?.[1];

    expect(Number(seconds)).toBeGreaterThan(new Env().SHUTDOWN_GRACE_MS / 1_000 + CLOSING_S);
  });

  it.each(instances)('opens a port to this machine alone: %s', (name) => {
    expect(itemsAt(services.get(name), 'ports')).toEqual([expect.stringMatching(/^127\.0\.0\.1:.+:8000$/)]);
  });

  it.each(instances)('lets an instance write nowhere but in /tmp: %s', (name) => {
    expect(services.get(name)).toMatchObject({ read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] });
  });

  it('opens no port of Redis and keeps its data in a volume', () => {
    const redis = services.get('redis');
    const [volume] = String(at(redis, 'volumes', 0)).split(':');

    expect(at(redis, 'ports')).toBeUndefined();
    expect(entriesAt(compose, 'volumes').map(([name]) => name)).toEqual([volume]);
  });
});

describe('the image', () => {
  const lines = textOf('Dockerfile').split('\n');
  const word = (instruction: string) =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1));

  it('copies nothing that .dockerignore keeps out', () => {
    const allowed = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = word('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1));

    expect([...new Set(copied)].sort()).toEqual(allowed.sort());
  });

  it('runs as the user, on the port and from the file that the manifests mean', () => {
    expect(word('USER')).toEqual([`${String(at(pod, 'securityContext', 'runAsUser'))}:10001`]);
    expect(word('EXPOSE')).toEqual([settings.PORT]);
    expect(word('CMD')).toEqual(['["node", "dist/main.js"]']);
  });

  it('is built on a Node that the package supports', () => {
    const [, major] = /^ARG NODE_IMAGE=node:(\d+)-slim$/m.exec(textOf('Dockerfile')) ?? [];
    const matrix = itemsAt(
      documentOf('.github/workflows/ci.yml'),
      'jobs',
      'check',
      'strategy',
      'matrix',
      'node',
    );

    expect(matrix).toEqual([20, 22, 24]);
    expect(matrix).toContain(Number(major));
  });
});
