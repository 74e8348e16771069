/** The images that are open, and what has been found in them. */
import type { Image } from "../../images/mod.ts";
import type { NucleusMaps } from "../../segment/mod.ts";
import type { SplitChoice } from "../segmenter.ts";
import type { SplitImage } from "./find_nuclei.ts";
import { KeepRecent } from "./keep_recent.ts";
import { TroubleError } from "./trouble.ts";

/** What a browser's tab can spare for what networks said, and for nuclei. */
const MAPS_BYTES = 4e8, NUCLEI_BYTES = 2e8;

/** An image that a person gave. */
export interface OpenImage {
  readonly image: Image;
  readonly name: string;
}

/** What belongs to an image and a model. */
const keyOf = (id: string, model: string) => JSON.stringify([id, model]);

const idOf = (key: string) => (JSON.parse(key) as string[])[0];

/**
 * Images by their ids. What networks said of them and the nuclei are kept as long as
 * there is room; of an image that has been closed nothing is.
 */
export class ImageStore {
  readonly #images = new Map<string, OpenImage>();
  readonly #choices = new Map<string, SplitChoice>();
  readonly #maps = new KeepRecent<NucleusMaps>(MAPS_BYTES);
  readonly #nuclei = new KeepRecent<SplitImage>(NUCLEI_BYTES);

  open(id: string, image: OpenImage): void {
    this.close(id);
    this.#images.set(id, image);
  }

  close(id: string): void {
    this.#images.delete(id);
    for (const kept of [this.#maps, this.#nuclei, this.#choices]) {
      for (const key of [...kept.keys()]) if (idOf(key) === id) kept.delete(key);
    }
  }

  /** @throws {TroubleError} if it is not open */
  imageOf(id: string): OpenImage {
    const found = this.#images.get(id);
    if (found) return found;
    throw new TroubleError("fault", `Expected an image that is open but found "${id}"`);
  }

  mapsOf(id: string, model: string): NucleusMaps | undefined {
    return this.#maps.get(keyOf(id, model));
  }

  keepMaps(id: string, model: string, maps: NucleusMaps): void {
    if (!this.#images.has(id)) return;
    const bytes = [maps.nucleus, maps.border, maps.distance]
      .reduce((sum, map) => sum + (map?.byteLength ?? 0), 0);
    this.#maps.set(keyOf(id, model), maps, bytes);
  }

  nucleiOf(id: string, model: string): SplitImage | undefined {
    return this.#nuclei.get(keyOf(id, model));
  }

  /** What a person chose last; it outlasts the nuclei, which can be found again. */
  choiceOf(id: string, model: string): SplitChoice | undefined {
    return this.#choices.get(keyOf(id, model));
  }

  keepNuclei(id: string, model: string, choice: SplitChoice, nuclei: SplitImage): void {
    if (!this.#images.has(id)) return;
    const { labels, mask } = nuclei;
    this.#choices.set(keyOf(id, model), choice);
    this.#nuclei.set(keyOf(id, model), nuclei, labels.byteLength + mask.byteLength);
  }
}
