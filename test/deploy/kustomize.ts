import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Not part of this project: asked where it is installed. */
const KUBECTL = 'kubectl';

export function hasKubectl(): boolean {
  return spawnSync(KUBECTL, ['version', '--client']).status === 0;
}

/**
 * What Kustomize makes of the example overlay with these components, in a copy of the folder as an operator has one.
 *
 * @throws Error with what Kustomize says against it
 */
export function rendered(components: readonly string[]): unknown[] {
  const directory = mkdtempSync(join(tmpdir(), 'kustomize-'));
  try {
    cpSync('deploy/kubernetes', directory, { recursive: true });
    const overlay = join(directory, 'overlays/mine');
    const kustomization = {
      ...{ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', namespace: 'mine' },
      resources: ['../../base'],
      components: components.map((name) => `../../components/${name}`),
    };
    cpSync(join(directory, 'overlays/example'), overlay, { recursive: true });
    writeFileSync(join(overlay, 'kustomization.yaml'), JSON.stringify(kustomization));
    return build(overlay);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** @throws Error with what Kustomize says against the folder */
export function build(folder: string): unknown[] {
  const { status, stdout, stderr } = spawnSync(KUBECTL, ['kustomize', folder], { encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(stderr);
  return parseAllDocuments(stdout).map((document) => document.toJS() as unknown);
}
