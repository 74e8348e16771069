import type { EngineName } from "#karyon";

/** Where an engine differs from `cpu`, and why that is accepted. */
export interface Known {
  /** Kernels that the engine does not have, by name, with the reason. */
  readonly kernels: Readonly<Record<string, string>>;
  /**
   * Reasons, each with the cases that differ for it: "family: case" (its
   * values) or "family: gradient of case". One that agrees after all fails the
   * test.
   */
  readonly cases: Readonly<Record<string, RegExp>>;
}

const NOTHING: Known = { kernels: {}, cases: {} };

export const known: Readonly<Record<EngineName, Known>> = {
  native: NOTHING,
  webgpu: NOTHING,
  wasm: NOTHING,
  cpu: NOTHING,
};

export const isListed = ({ cases }: Known, label: string): boolean =>
  Object.values(cases).some((pattern) => pattern.test(label));
