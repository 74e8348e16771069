/** Getting something onto the notebook page, or else into the terminal. */
import { arrival } from "./kernel_arrivals.ts";
import type { MimeBundle } from "./nbformat.ts";

/** One thing to display. */
export interface Displayed {
  readonly data: MimeBundle & { readonly "text/plain": string };
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Names the display, so that it can be redrawn. */
  readonly id?: string;
  /** Redraws the display of that `id`. */
  readonly update?: boolean;
}

/**
 * How long the kernel takes to hand over what was displayed. Since Deno 2.8.2
 * it tells "this cell is done" without waiting for its outputs, and a page that hears so
 * too early files them under the next cell, or loses them.
 */
const DRAIN_MILLISECONDS = 25;

/** What a large picture takes besides: about six times what it takes undisturbed. */
const DRAIN_MILLISECONDS_A_MEGABYTE = 40;

/** How often to wait anew where the machine is too busy to keep time. */
const MOST_WAITS = 8;

/** What the kernel keeps back before it loses messages, in characters, with a margin. */
const KEPT_BACK = 50_000;

/** Characters sent since the last wait. */
let sent = 0;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The kernel's own functions, or undefined outside it, where asking throws. */
function kernel(): typeof Deno.jupyter | undefined {
  try {
    return Deno.jupyter;
  } catch {
    return undefined;
  }
}

/** Whether this code runs in a notebook. */
export const inNotebook = (): boolean => kernel() !== undefined;

/** Sends one display and does not wait for it to arrive. */
export async function send(displayed: Displayed): Promise<void> {
  const jupyter = kernel();
  if (jupyter === undefined) {
    console.log(displayed.data["text/plain"]);
    return;
  }
  for (const value of Object.values(displayed.data)) {
    sent += typeof value === "string" ? value.length : 0;
  }
  await jupyter.broadcast(
    displayed.update === true ? "update_display_data" : "display_data",
    {
      data: displayed.data,
      metadata: displayed.metadata ?? {},
      transient: displayed.id === undefined ? {} : { display_id: displayed.id },
    },
  );
}

/** Displays things in order and waits until they have arrived. */
export async function display(...all: readonly Displayed[]): Promise<void> {
  for (const displayed of all) {
    await send(displayed);
    if (sent > KEPT_BACK) await settle();
  }
  await settle();
}

/** Waits until what was sent has arrived. */
export async function settle(): Promise<void> {
  if (!inNotebook()) return;
  // Karyon's own kernel knows; in any other only time tells.
  if (await arrival()) {
    sent = 0;
    // What was printed goes another way.
    return await pause(DRAIN_MILLISECONDS);
  }
  const wait = DRAIN_MILLISECONDS + DRAIN_MILLISECONDS_A_MEGABYTE * sent / 1e6;
  sent = 0;
  for (let waits = 0; waits < MOST_WAITS; waits++) {
    const start = performance.now();
    await pause(wait);
    // Woken late, we had to wait for a core, and so had the kernel's own thread.
    if (performance.now() - start < 1.5 * wait) return;
  }
}
