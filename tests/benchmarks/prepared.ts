/** A job that is ready to be timed, within the process of a subject. */
export interface Prepared {
  /** Does the work once, to the end. */
  readonly step: () => Promise<void>;
  /** Weights of a network, moving statistics included. */
  readonly parameters?: number;
  dispose(): void;
}
