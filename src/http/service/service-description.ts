/** The token under which the description of this installation is injected. */
export const SERVICE_DESCRIPTION = Symbol('SERVICE_DESCRIPTION');

/** What this installation says about itself at its root. */
export interface ServiceDescription {
  /** Where processes are kept. */
  readonly repository: string;
  /** Whether what is accepted survives the end of this instance. */
  readonly durable: boolean;
  /** Paths to go to from here, by what is found there. */
  readonly links: Readonly<Record<string, string>>;
}
