import type { Case } from "./case.ts";
import { difference, type Values } from "./compare.ts";
import type { Outcome } from "./compute.ts";
import { isListed, type Known } from "./known.ts";

type Result = readonly Values[] | Error;

/** What is wrong with the values of one engine beside those of `cpu`. */
function compareResults(expected: Result, found: Result, bound: number) {
  if (expected instanceof Error) {
    return `cpu itself cannot: ${expected.message}`;
  }
  if (found instanceof Error) return found.message;
  if (expected.length !== found.length) {
    return `Expected ${expected.length} tensors but found ${found.length}`;
  }
  for (const [i, values] of expected.entries()) {
    const wrong = difference(values, found[i]!, bound);
    if (wrong) return `${wrong}, tensor ${i}`;
  }
  return undefined;
}

/** Whether an error says that a kernel is missing that is known to be. */
function isKnownToLack(found: Result | undefined, known: Known): boolean {
  if (!(found instanceof Error)) return false;
  const [, kernel] = found.message.match(/Kernel '(\w+)' not registered/) ?? [];
  return kernel !== undefined && kernel in known.kernels;
}

/** The largest differences from `cpu`, as shares of the scale. */
export interface Bounds {
  readonly values: number;
  readonly gradients: number;
  /** Of gradients where rounding may decide which way a kink is taken. */
  readonly kinks: number;
  /** Of the losses and gradients of whole networks. */
  readonly networks: number;
  /** Of probabilities that whole networks predict. */
  readonly predictions: number;
}

/**
 * What is wrong with a case on an engine, one sentence each.
 */
export function checkCase(
  family: string,
  one: Case,
  expected: Outcome,
  found: Outcome,
  known: Known,
  bounds: Bounds,
): string[] {
  const wrong: string[] = [];
  const check = (label: string, a: Result, b: Result, bound: number) => {
    const problem = compareResults(a, b, Math.max(bound, one.bound ?? 0));
    const listed = isListed(known, label);
    if (isKnownToLack(b, known)) {
      if (listed) wrong.push(`${label} is listed, but its kernel is already`);
    } else if (listed && !problem) {
      wrong.push(`${label} is listed as known, but agrees`);
    } else if (!listed && problem) {
      wrong.push(`${label}: ${problem}`);
    }
  };
  check(
    `${family}: ${one.name}`,
    expected.values,
    found.values,
    family === "whole networks" ? bounds.networks : bounds.values,
  );
  if (expected.gradients && !(found.values instanceof Error)) {
    check(
      `${family}: gradient of ${one.name}`,
      expected.gradients,
      found.gradients ?? new Error("Expected gradients but found none"),
      one.smooth === false ? bounds.kinks : bounds.gradients,
    );
  }
  // What TensorFlow.js leaves behind after an error is not the engine's doing.
  // Nor is what it forgets on cpu too, such as a tensor of its momentum.
  if (found.leaked !== expected.leaked && !found.failed) {
    wrong.push(`${family}: ${one.name} left ${found.leaked} tensors behind`);
  }
  return wrong;
}
