import { InputError } from "./errors.ts";

/**
 * Looks something up in a table of names.
 *
 * @param what such as `"the recipe"`, for the message
 * @throws {InputError} if the table has no such name; the message lists those
 *   that it has
 *
 * @example
 * ```ts
 * import { findByName } from "#karyon";
 * if (findByName("the number", { one: 1, two: 2 }, "two") !== 2) throw new Error();
 * ```
 */
export function findByName<T>(
  what: string,
  table: Readonly<Record<string, T>>,
  name: string,
): T {
  // Not `name in table`: "constructor" is nobody's recipe.
  if (Object.hasOwn(table, name)) return table[name]!;
  throw new InputError(
    `Expected ${what} to be one of ${Object.keys(table).join(", ")} but found "${name}"`,
  );
}
