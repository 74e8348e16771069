/** Getting something onto the notebook page, or else into the terminal. */
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
 * it tells "this cell is done" without waiting for its outputs.
 */
const DRAIN_MILLISECONDS = 25;

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
  for (const displayed of all) await send(displayed);
  await settle();
}

/** Waits until what was sent has arrived. */
export async function settle(): Promise<void> {
  if (inNotebook()) await pause(DRAIN_MILLISECONDS);
}
