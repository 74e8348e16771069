import { InvalidArgumentError, Option } from "commander";
import { type Engine, engineNames, type Precision, useEngine } from "../engine/mod.ts";

/** Prints notes for a person: standard output belongs to `--json`. */
export function note(line: string): void {
  console.error(line);
}

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly engine?: string;
  readonly precision?: Precision;
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

/** The option that goes with it: how values are kept while they are computed. */
export function precisionOption(): Option {
  return new Option(
    "--precision <name>",
    "bf16 halves the activations, where the engine native has it (default: float32)",
  ).choices(["float32", "bf16"]);
}

/** Starts the engine that was asked for, or the best. */
export function startEngine({ engine, precision }: CommonOptions): Promise<Engine> {
  return useEngine(engine, precision === undefined ? {} : { precision });
}

/** Hands the choice on to the kernels that run notebooks, by their environment. */
export function passEngineOn({ engine, precision }: CommonOptions): void {
  if (engine) Deno.env.set("KARYON_ENGINE", engine);
  if (precision) Deno.env.set("KARYON_PRECISION", precision);
}
