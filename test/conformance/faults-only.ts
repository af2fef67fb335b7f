/** What a sound installation never answers, or only to a crowd, and which test shows it instead. */
export interface FaultsOnly {
  readonly matches: RegExp;
  readonly reason: string;
  /** A file below `test/e2e`, and words in the name of the test. */
  readonly shownBy: readonly [file: string, test: string];
}

export const FAULTS_ONLY: readonly FaultsOnly[] = [
  {
    matches: / store_unavailable$/,
    reason: 'The store has to be away.',
    shownBy: ['failures.e2e-spec.ts', 'is unavailable for now, and never says'],
  },
  {
    matches: / process_corrupted$/,
    reason: 'A record has to be damaged.',
    shownBy: ['failures.e2e-spec.ts', 'names a process that cannot be read'],
  },
  {
    matches: / newer_schema$/,
    reason: 'A record has to be of a later version of the service.',
    shownBy: ['failures.e2e-spec.ts', 'leaves a process of a later version alone'],
  },
  {
    matches: / internal_error$/,
    reason: 'The service has to have a fault that nobody foresaw.',
    shownBy: ['failures.e2e-spec.ts', 'says nothing of what was not foreseen'],
  },
  {
    matches: / concurrent_update$/,
    reason: 'Others have to win every one of several races for the same process.',
    shownBy: ['failures.e2e-spec.ts', 'gives up on a process that others keep changing'],
  },
  {
    matches: / too_many_streams$/,
    reason: 'It takes as many streams at once as one caller may have.',
    shownBy: ['bounds.e2e-spec.ts', 'are a limited number of event streams'],
  },
  {
    matches: / store_nearly_full$/,
    reason: 'The store has to be nearly full.',
    shownBy: ['store-room.e2e-spec.ts', 'new work waits outside of Redis'],
  },
  {
    matches: /corrupt\/\{process_id\} 204$/,
    reason: 'A record has to be damaged.',
    shownBy: ['corrupt.e2e-spec.ts', 'is listed by id and time'],
  },
  {
    matches: / \/health\S* 503$/,
    reason: 'The instance has to be unwell, to start or to leave.',
    shownBy: ['health.e2e-spec.ts', 'stays alive and ready while Redis is away'],
  },
];
