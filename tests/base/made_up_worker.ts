/** A worker that does as its job says; for run_in_background_test.ts. */
import { InputError, serveBackground } from "../../src/base/mod.ts";

/** What the tests ask for. */
export interface MadeUpJob {
  readonly how:
    | "add"
    | "call"
    | "refuse"
    | "miss a file"
    | "throw a string"
    | "exit"
    | "throw in a timer"
    | "tidy up"
    | "wait for a stop"
    | "run for ever";
  readonly numbers?: Float32Array;
}

/** What the tests answer. */
export type MadeUpListeners = {
  readonly double: (value: number) => number | Promise<number>;
};

const forever = () => new Promise<never>(() => {});

serveBackground<MadeUpJob, MadeUpListeners>(
  async ({ how, numbers }, { call, signal }) => {
    switch (how) {
      case "add":
        numbers![0]! += 1;
        return numbers;
      case "call":
        return await Promise.all([call("double", 1), call("double", 21)]);
      case "refuse":
        throw new InputError("Expected soup but found salad", {
          path: "menu.txt",
          cause: new RangeError("too green"),
        });
      case "miss a file":
        return await Deno.readTextFile(new URL("nowhere.txt", import.meta.url));
      case "throw a string":
        throw "just words";
      case "exit":
        return Deno.exit(7);
      case "throw in a timer":
        setTimeout(() => {
          throw new TypeError("nobody caught me");
        });
        return await forever();
      case "tidy up":
        try {
          return await call("double", 1);
        } finally {
          numbers![0] = 1;
        }
      case "wait for a stop":
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        return "stopped";
      case "run for ever":
        call("double", 1);
        while (true);
    }
  },
);
