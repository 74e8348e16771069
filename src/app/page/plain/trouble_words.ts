import type { SplitChoice, Trouble } from "../../segmenter.ts";
import { writeNumber } from "./write_numbers.ts";

/** What a person reads of a trouble, and what can be done about it. */
export interface TroubleWords {
  /** A few words without a full stop. */
  readonly title: string;
  /** The same in a list. */
  readonly short: string;
  /** One or two sentences that say what to do next. */
  readonly advice: string;
  /** Whether the same thing may go well when it is tried again. */
  readonly retry: boolean;
}

const WORDS: Record<Trouble["code"], TroubleWords> = {
  "not-an-image": {
    title: "This file is not an image that can be read here",
    short: "Not an image",
    advice:
      "Karyon reads PNG, JPEG, TIFF, BMP, GIF and WebP. Files of a microscope's own format can be saved as TIFF from its software or from Fiji.",
    retry: false,
  },
  "too-large": {
    title: "This image is too large",
    short: "Too large",
    advice:
      "The page takes up to 33 million pixels, about 5,800 × 5,800. Cut the image into parts or scale it down. Whole slides: `karyon predict` on the command line reads them part by part.",
    retry: false,
  },
  "corrupt": {
    title: "This file is damaged",
    short: "Damaged",
    advice:
      "It may not have been copied to its end. Copy or export it again from where it came from, then add it anew.",
    retry: false,
  },
  "unsupported": {
    title: "This kind of image is not read in a browser",
    short: "Not supported",
    advice: "Save it as PNG or as TIFF with 8 or 16 bits, then add it anew.",
    retry: false,
  },
  "no-engine": {
    title: "This browser cannot compute here",
    short: "Not computed",
    advice:
      "Karyon needs WebGPU, or WebAssembly with SIMD: Chrome and Edge from version 111, Firefox from 114, Safari from 16.4. Update the browser or open this page in another one.",
    retry: true,
  },
  "out-of-memory": {
    title: "The memory was not enough",
    short: "Out of memory",
    advice:
      "Remove images from the list, close other tabs or take a smaller model, then try again. A large image can be cut into parts.",
    retry: true,
  },
  "model-unreachable": {
    title: "The model could not be fetched",
    short: "No model",
    advice:
      "See whether this computer is online, then try again. Once fetched, a model is there offline too.",
    retry: true,
  },
  "stopped": {
    title: "Stopped",
    short: "Stopped",
    advice: "The work was stopped before its end. Go on whenever you like.",
    retry: true,
  },
  "fault": {
    title: "Something went wrong",
    short: "Failed",
    advice: "Try again; if it comes back, load this page anew or take another model.",
    retry: true,
  },
};

/** @returns the words for a trouble by its code */
export function wordTrouble({ code }: Pick<Trouble, "code">): TroubleWords {
  return WORDS[code];
}

/**
 * Whatever was thrown, as a trouble: errors that the worker sends carry a code;
 * a browser that is short of memory throws a `RangeError`.
 */
export function troubleOf(thrown: unknown): Trouble {
  const { code, message } = Object(thrown) as { code?: unknown; message?: unknown };
  const text = typeof message === "string" && message !== "" ? message : String(thrown);
  if (typeof code === "string" && Object.hasOwn(WORDS, code)) {
    return { code: code as Trouble["code"], message: text };
  }
  const short = thrown instanceof RangeError && /alloc|memory|length/i.test(text);
  return { code: short ? "out-of-memory" : "fault", message: text };
}

/**
 * What to try where a model found nothing: first what a person has set.
 *
 * @param settings those in force
 * @param own those of them that a person has chosen
 */
export function adviseOnNone(
  settings: { readonly threshold: number; readonly minArea: number },
  own: SplitChoice = {},
): string[] {
  return [
    ...(own.minArea === undefined ? [] : [
      `The smallest nucleus is set to ${writeNumber(own.minArea)} px: ` +
      "go back to the model's own settings.",
    ]),
    ...(settings.threshold > 0.3
      ? ["Lower the threshold: pixels that the model is less sure of count then."]
      : []),
    ...(settings.minArea > 10 && own.minArea === undefined
      ? ["Lower the smallest size, if the nuclei are only a few pixels wide."]
      : []),
    "Take another model: they were trained on different kinds of image.",
    "See whether nuclei are about 8 to 80 pixels wide; scale the image if they are not.",
  ];
}
