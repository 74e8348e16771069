/** A whole file that is understood and yet not taken; the message follows "but found ". */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code: "unsupported" | "too-large" = "unsupported",
  ) {
    super(message);
  }
}

/** A broken file; the message follows "that cannot be read: ". */
export class Damage extends Error {}
