import { findByName } from "../base/mod.ts";

/** A way to score a model, so that numbers are never mixed. */
export interface Protocol {
  readonly name: "case-study" | "held-out";
  /** One sentence for a reader. */
  readonly description: string;
}

/** Every protocol by name. */
export const protocols: Readonly<Record<Protocol["name"], Protocol>> = {
  "case-study": {
    name: "case-study",
    description:
      "pixels scored at the model's input size (masks resized bilinearly and rounded), " +
      "nuclei at native size",
  },
  "held-out": {
    name: "held-out",
    description: "pixels and nuclei scored at native size",
  },
};

/**
 * @throws {InputError} if there is no such protocol
 *
 * @example
 * ```ts
 * import { findProtocol } from "#karyon";
 * if (findProtocol("held-out").name !== "held-out") throw new Error();
 * ```
 */
export function findProtocol(name: string): Protocol {
  return findByName("the protocol", protocols, name);
}
