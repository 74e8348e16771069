/** Errors as plain data, so that they keep their class between threads. */
import {
  addKnownErrorConstructor,
  deserializeError,
  type ErrorObject,
  serializeError,
} from "serialize-error";
import { InputError } from "./errors.ts";

// The language's own classes are known already.
addKnownErrorConstructor(InputError, () => new InputError(""));
Object.values(Deno.errors).forEach((known) => addKnownErrorConstructor(known));

/** An error as plain data. */
export type PackedError = ErrorObject;

/** What was thrown as plain data: class, message, stack, cause and the rest. */
export const packError = (error: unknown): PackedError =>
  // A thrown string is made an error on the way, hence never a plain value.
  serializeError(error) as PackedError;

/** The error again; a class that is not known here comes back as `Error`. */
export const unpackError = (packed: PackedError): Error => deserializeError(packed);
