import { InvalidArgumentError, Option } from "commander";
import { engineNames } from "../engine/mod.ts";

/** Prints notes for a person: standard output belongs to `--json`. */
export function note(line: string): void {
  console.error(line);
}

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly engine?: string;
}

/**
 * Prints a command's result: one JSON object with `--json`, else its lines.
 */
export function print(
  options: CommonOptions,
  result: Record<string, unknown>,
  lines: readonly string[],
): void {
  console.log(options.json ? JSON.stringify(result) : lines.join("\n"));
}

/** Parses a whole number for commander, with its name in the error. */
export function wholeNumber(name: string, least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() === "" || !Number.isSafeInteger(number) || number < least) {
      throw new InvalidArgumentError(
        `Expected ${name} to be a whole number of at least ${least}.`,
      );
    }
    return number;
  };
}

/** The option that every command takes: where to compute. */
export function engineOption(): Option {
  return new Option("--engine <name>", "where to compute").choices(engineNames);
}
