/** Runs networks on the best engine, and on the next one where it fails. */
import { createImage, type Image } from "../../images/mod.ts";
import { messageOf } from "../../base/mod.ts";
import { type MapOptions, type NucleusMaps, predictMaps } from "../../segment/mod.ts";
import type { EngineWords } from "../segmenter.ts";
import { startEngine, type Starters } from "./engine.ts";
import type { OnBytes } from "./fetch_model.ts";
import type { ModelShelf } from "./model_shelf.ts";
import { isOfGpu } from "./trouble.ts";

/** An image on which a network shows that it works, and gets its programs compiled. */
const TRIAL = 64;

/** The engine in use, with the models that were built for it. */
export class EngineRunner {
  readonly #starters: Starters;
  readonly #shelf: ModelShelf;
  #engine: Promise<EngineWords> | undefined;
  #tried = new Set<string>();

  constructor(starters: Starters, shelf: ModelShelf) {
    this.#starters = starters;
    this.#shelf = shelf;
  }

  /** The engine in use; the best one is started where none is. */
  async start(preference?: EngineWords["name"]): Promise<EngineWords> {
    // Without waiting for anything: of two that ask at once only one starts it.
    if (!this.#engine) return await this.#change(startEngine(this.#starters, preference));
    const current = await this.#engine.catch(() => undefined);
    if (current && (preference === undefined || current.name === preference)) {
      return current;
    }
    return await this.#change(startEngine(this.#starters, preference));
  }

  /** Fetches and builds a model, and tries it. */
  async load(name: string, onBytes?: OnBytes): Promise<void> {
    await this.start();
    // What is fetched does not wait for the engine, nor for its failure.
    await this.#shelf.take(name, onBytes);
    if (this.#tried.has(name)) return;
    await this.predict(name, createImage(TRIAL, TRIAL, 1));
    this.#tried.add(name);
  }

  /** What a model says of an image. */
  async predict(
    name: string,
    image: Image,
    options: MapOptions = {},
  ): Promise<NucleusMaps> {
    const engine = await this.start();
    try {
      return await predictMaps(await this.#shelf.take(name), image, options);
    } catch (error) {
      if (engine.name !== "webgpu" || !isOfGpu(error)) throw error;
      const why = `webgpu failed: ${messageOf(error).replace(/\.$/, "")}`;
      await this.#change(startEngine(this.#starters, "wasm", why));
      return await predictMaps(await this.#shelf.take(name), image, options);
    }
  }

  async #change(engine: Promise<EngineWords>): Promise<EngineWords> {
    this.#shelf.leaveEngine();
    this.#tried.clear();
    this.#engine = engine;
    return await engine;
  }
}
