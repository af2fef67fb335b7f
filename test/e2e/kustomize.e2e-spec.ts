import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { at, itemsAt } from '../deploy/documents.js';
import { build, hasKubectl, rendered } from '../deploy/kustomize.js';

const COMPONENTS = readdirSync('deploy/kubernetes/components');
/** The two ways to scale are for each other. */
const ONE_OF = ['autoscaling', 'keda'];

/** The other tests of the manifests read them as files; here Kustomize puts them together. */
(hasKubectl() ? describe : describe.skip)('the Kubernetes manifests, put together by Kustomize', () => {
  it('are a whole installation as the example has it', () => {
    const all = build('deploy/kubernetes/overlays/example');
    const deployment = only(all, 'Deployment');
    const settings = all.find((each) => at(each, 'data', 'RETENTION_HOURS') !== undefined);

    expect(new Set(namespacesOf(all))).toEqual(new Set(['decisions']));
    expect(at(settings, 'data')).toMatchObject({ RETENTION_HOURS: '72', NODE_ENV: 'production' });
    expect(at(containerOf(deployment), 'envFrom', 0, 'configMapRef', 'name')).toBe(
      at(settings, 'metadata', 'name'),
    );
    expect(at(containerOf(deployment), 'image')).toBe('registry.example/decision-backend:0.1.0');
    expect(itemsAt(only(all, 'NetworkPolicy'), 'spec', 'egress', 0, 'to')).toEqual([
      { ipBlock: { cidr: '192.0.2.10/32' } },
    ]);
  });

  it.each(COMPONENTS)('take the component by itself: %s', (component) => {
    expect(rendered([component]).length).toBeGreaterThanOrEqual(rendered([]).length);
  });

  it.each(ONE_OF)('take all components that go together, with %s', (scaling) => {
    const all = rendered([...COMPONENTS.filter((name) => !ONE_OF.includes(name)), scaling]);
    const ports = itemsAt(only(all, 'NetworkPolicy'), 'spec', 'egress').flatMap((rule) =>
      itemsAt(rule, 'ports').map((port) => at(port, 'port')),
    );

    expect(ports.sort()).toEqual([26379, 4318, 53, 53, 6379]);
    expect(at(only(all, 'Deployment'), 'spec', 'replicas')).toBeUndefined();
    expect(new Set(namespacesOf(all))).toEqual(new Set(['mine']));
  });
});

function only(all: readonly unknown[], kind: string): unknown {
  const found = all.filter((each) => at(each, 'kind') === kind);
  expect(found).toHaveLength(1);
  return found[0];
}

function containerOf(deployment: unknown): unknown {
  return at(deployment, 'spec', 'template', 'spec', 'containers', 0);
}

function namespacesOf(all: readonly unknown[]): unknown[] {
  const isWide = (each: unknown) => at(each, 'kind') === 'Namespace';
  return all.filter((each) => !isWide(each)).map((each) => at(each, 'metadata', 'namespace'));
}
