/** How the segmenter's answers cross to the page. */
import * as Comlink from "comlink";
import type { Segmenter } from "../segmenter.ts";
import { troubleOf } from "./trouble.ts";

/** Comlink's own way with what is thrown loses an error's code. */
interface Thrown {
  readonly value: unknown;
}

/** What Comlink puts together again on the page's side. */
interface ThrownParts {
  readonly isError: true;
  readonly value: {
    readonly message: string;
    readonly name: string;
    readonly code: string;
  };
}

Comlink.transferHandlers.set("throw", {
  canHandle: Comlink.transferHandlers.get("throw")!.canHandle,
  serialize({ value }: Thrown): [ThrownParts, Transferable[]] {
    return [{ isError: true, value: { ...troubleOf(value), name: "Error" } }, []];
  },
  deserialize: Comlink.transferHandlers.get("throw")!.deserialize,
});

/** A segmenter whose large arrays go over without being copied. */
export function handOver(segmenter: Segmenter): Segmenter {
  const { open, segment, resplit, files, zip } = segmenter;
  return {
    ...segmenter,
    async open(...given) {
      const image = await open(...given);
      return Comlink.transfer(image, [image.pixels.buffer]);
    },
    async segment(...given) {
      const found = await segment(...given);
      return Comlink.transfer(found, [found.labels.buffer]);
    },
    async resplit(...given) {
      const found = await resplit(...given);
      return Comlink.transfer(found, [found.labels.buffer]);
    },
    async files(...given) {
      const made = await files(...given);
      return Comlink.transfer(made, made.map(({ bytes }) => bytes.buffer));
    },
    async zip(...given) {
      const made = await zip(...given);
      return Comlink.transfer(made, [made.bytes.buffer]);
    },
  };
}
