/**
 * Something that a person gave (a file, an option, a value) cannot be used.
 *
 * The message names what was given, what was expected and what was found, so
 * that a command can print it alone, without a stack trace.
 *
 * @example
 * ```ts
 * import { InputError } from "#karyon";
 * const error = new InputError("Expected a PNG but found text", { path: "a.png" });
 * if (error.message !== "a.png: Expected a PNG but found text") throw error;
 * ```
 */
export class InputError extends Error {
  override readonly name = "InputError";
  /** The file that is at fault, where there is one. */
  readonly path: string | undefined;

  constructor(message: string, options: { path?: string; cause?: unknown } = {}) {
    super(
      options.path === undefined ? message : `${options.path}: ${message}`,
      { cause: options.cause },
    );
    this.path = options.path;
  }
}

/**
 * The words of any thrown value, for a sentence.
 *
 * @example
 * ```ts
 * import { messageOf } from "#karyon";
 * if (messageOf(new Error("no")) !== "no" || messageOf("no") !== "no") throw new Error();
 * ```
 */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
