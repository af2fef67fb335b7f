// Jest runs the TypeScript sources as native ES modules; SWC only strips types and emits decorator metadata.
const shared = {
  testEnvironment: 'node',
  // Every build has a package.json of the same name.
  modulePathIgnorePatterns: ['<rootDir>/\\.build/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '<rootDir>/test/support/typescript-transform.mjs',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
};

// With `--coverage` only examples count: what a whole server happens to come upon says little.
const unmeasured = { ...shared, coveragePathIgnorePatterns: ['/'] };

/** @type {import('jest').Config} */
export default {
  maxWorkers: 2,
  // A test ends by what it waits for; this only ends one that waits for what never comes, on a machine however slow.
  testTimeout: 120_000,
  // With `--coverage`: what decides has to be tried in every branch.
  collectCoverageFrom: [
    '<rootDir>/src/decisions/domain/**/*.ts',
    '!**/*.spec.ts',
    '!**/store.description.ts',
  ],
  coverageReporters: ['text'],
  coverageThreshold: { global: { statements: 100, branches: 100, functions: 100, lines: 100 } },
  testSequencer: '<rootDir>/test/support/servers-first.mjs',
  reporters: ['default', '<rootDir>/test/support/totals-reporter.mjs'],
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    { ...unmeasured, displayName: 'contract', testMatch: ['<rootDir>/test/contract/**/*.contract-spec.ts'] },
    { ...unmeasured, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'] },
    { ...unmeasured, displayName: 'chaos', testMatch: ['<rootDir>/test/chaos/**/*.chaos-spec.ts'] },
  ],
};
