import type { BrowserRules } from './request/browser-guard.js';

/** The token under which the settings of the server are injected. */
export const HTTP_SETTINGS = Symbol('HTTP_SETTINGS');

/** The limits and times of the HTTP server. */
export interface HttpSettings extends BrowserRules {
  /** The largest request body that is read. */
  readonly bodyLimitBytes: number;
  /**
   * The most bytes of bodies that are arriving or being worked on at any time; the same limit applies to answers being
   * sent.
   */
  readonly inFlightBytes: number;
  /** The part of these bytes that one caller may use. */
  readonly callerShareBytes: number;
  /** Event streams and waiting requests of one caller at once; 0 is without limit. */
  readonly maxStreams: number;
  /** Event streams and waiting requests of all callers at once; 0 is without limit. */
  readonly maxStreamsTotal: number;
  /** The most connections at any time; further ones are closed at once. */
  readonly maxConnections: number;
  /** How long a connection may be idle between two requests, in milliseconds. */
  readonly keepAliveMs: number;
  /** How long a client may take nothing of an answer before its connection is cut, in milliseconds. */
  readonly slowClientMs: number;
  /** How long a run waits for its outcome when the caller does not say, in seconds. */
  readonly waitDefaultS: number;
  /** The longest wait a caller may ask for, in seconds. */
  readonly waitCapS: number;
  /** The longest silence of an event stream, in milliseconds. */
  readonly heartbeatMs: number;
}
