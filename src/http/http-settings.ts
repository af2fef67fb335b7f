export const HTTP_SETTINGS = Symbol('HTTP_SETTINGS');

export interface HttpSettings {
  /** The largest request body that is read. */
  readonly bodyLimitBytes: number;
  /** How long a run waits for its outcome when the caller does not say, in seconds. */
  readonly waitDefaultS: number;
  /** The longest wait a caller may ask for, in seconds. */
  readonly waitCapS: number;
  /** How old settled processes are that a cleanup removes when the caller does not say, in hours. */
  readonly retentionHours: number;
  /** The longest silence of an event stream, in milliseconds. */
  readonly heartbeatMs: number;
}
