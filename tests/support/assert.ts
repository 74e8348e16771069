/**
 * The assertions that the tests use, with the signatures of `@std/assert`, over
 * `node:assert`: for places that cannot reach jsr. See tests/run.ts.
 *
 * @module
 */
import * as node from "node:assert";

// deno-lint-ignore no-explicit-any
type Constructor<E extends Error> = new (...args: any[]) => E;

export class AssertionError extends node.AssertionError {}

function fail(message: string, msg?: string): never {
  throw new AssertionError({
    message: msg === undefined ? message : `${message}: ${msg}`,
  });
}

export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) fail("Expected a truthy value", msg);
}

export function assertFalse(expr: unknown, msg = ""): void {
  if (expr) fail("Expected a falsy value", msg);
}

export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (msg === undefined) node.deepStrictEqual(actual, expected);
  else node.deepStrictEqual(actual, expected, msg);
}

export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (msg === undefined) node.notDeepStrictEqual(actual, expected);
  else node.notDeepStrictEqual(actual, expected, msg);
}

export function assertStrictEquals<T>(actual: unknown, expected: T, msg?: string): void {
  if (msg === undefined) node.strictEqual(actual, expected);
  else node.strictEqual(actual, expected, msg);
}

export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const limit = tolerance ??
    (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  if (!(Math.abs(expected - actual) <= limit)) {
    fail(`Expected ${actual} to be within ${limit} of ${expected}`, msg);
  }
}

function check<E extends Error>(
  error: unknown,
  ErrorClass?: Constructor<E>,
  includes?: string,
  msg?: string,
): E {
  if (!(error instanceof Error)) fail(`A non-Error was thrown: ${error}`, msg);
  if (ErrorClass && !(error instanceof ErrorClass)) {
    fail(`Expected ${ErrorClass.name} but found ${error.name}: ${error.message}`, msg);
  }
  if (includes !== undefined && !error.message.includes(includes)) {
    fail(
      `Expected the message to include "${includes}" but found "${error.message}"`,
      msg,
    );
  }
  return error as E;
}

export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass?: Constructor<E>,
  msgIncludes?: string,
  msg?: string,
): E {
  try {
    fn();
  } catch (error) {
    return check(error, ErrorClass, msgIncludes, msg);
  }
  fail("Expected the function to throw", msg);
}

export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass?: Constructor<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E> {
  try {
    await fn();
  } catch (error) {
    return check(error, ErrorClass, msgIncludes, msg);
  }
  fail("Expected the function to reject", msg);
}

export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) fail(`Expected "${actual}" to match ${expected}`, msg);
}

export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  if (!actual.includes(expected)) {
    fail(`Expected "${actual}" to include "${expected}"`, msg);
  }
}

export function assertInstanceOf<E extends abstract new (...args: never[]) => unknown>(
  actual: unknown,
  expectedType: E,
  msg = "",
): asserts actual is InstanceType<E> {
  if (!(actual instanceof expectedType)) {
    fail(`Expected an instance of ${expectedType.name} but found ${actual}`, msg);
  }
}

export function assertExists<T>(
  actual: T,
  msg?: string,
): asserts actual is NonNullable<T> {
  if (actual === undefined || actual === null) {
    fail(`Expected a value but found ${actual}`, msg);
  }
}

export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual > expected)) {
    fail(`Expected ${actual} to be greater than ${expected}`, msg);
  }
}

export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual >= expected)) fail(`Expected ${actual} to be at least ${expected}`, msg);
}

export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual < expected)) fail(`Expected ${actual} to be less than ${expected}`, msg);
}

export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual <= expected)) fail(`Expected ${actual} to be at most ${expected}`, msg);
}
