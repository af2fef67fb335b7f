/** What a check takes that not every installation has. */
export type Need = 'engine' | 'keys' | 'open' | 'bounds' | 'origin';

/** What has to be given, or be so, for each of them. */
export const NEEDS: Readonly<Record<Need, string>> = {
  engine: 'ENGINE_MODULES with test/conformance/conformance.engine.mjs',
  keys: '--key, --other-key, --review-key and --admin-key',
  open: 'a service on loopback that asks nobody who they are',
  bounds: '--bounds, of a service whose bounds are small',
  origin: '--origin, one of its CORS_ORIGINS',
};
