/**
 * What the runner makes a kernel do besides the cells, silently: report errors
 * that the kernel swallows (unhandled rejections, throws in timers) and mark
 * the end of a cell's outputs, which may arrive after the cell's reply.
 */
import type { Message } from "./wire.ts";

const TYPE = "application/vnd.karyon.runner+json";

/** What the prelude tells the runner. */
export type Told =
  | { readonly kind: "ready"; readonly versions: Record<string, string> }
  | { readonly kind: "mark"; readonly token: string }
  | {
    readonly kind: "failure";
    readonly name: string;
    readonly message: string;
    readonly stack: string;
  };

/** Run once, before the first cell. */
export const PRELUDE = `{
  const { broadcast } = Deno.jupyter;
  const log = console.log.bind(console);
  const warn = console.error.bind(console);
  const tell = (told) => broadcast("display_data", {
    data: { "${TYPE}": told }, metadata: {}, transient: {},
  });
  const fail = (event, error) => {
    event.preventDefault();
    const known = error instanceof Error;
    tell({
      kind: "failure",
      name: known ? error.name : "Error",
      message: known ? error.message : Deno.inspect(error),
      stack: known ? String(error.stack) : "",
    });
  };
  addEventListener("unhandledrejection", (event) => fail(event, event.reason));
  addEventListener("error", (event) => fail(event, event.error));
  Object.defineProperty(globalThis, Symbol.for("karyon.mark"), {
    value: async (token) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      log(token);
      warn(token);
      await tell({ kind: "mark", token });
    },
  });
  const parent = Deno.ppid;
  Deno.unrefTimer(setInterval(() => {
    if (Deno.ppid !== parent) Deno.exit(1);
  }, 1000));
  await tell({ kind: "ready", versions: { ...Deno.version } });
}
undefined`;

/** Run after each cell: comes out at the end of every output channel. */
export const markCode = (token: string): string =>
  `await globalThis[Symbol.for("karyon.mark")](${JSON.stringify(token)}); undefined`;

/** What the prelude tells with this message, if it is the prelude's. */
export function toldBy(message: Message): Told | undefined {
  return message.type === "display_data" ? message.content.data?.[TYPE] : undefined;
}
