/** The models that a worker has, built for the engine in use. */
import { buildFromParts, type Model, type ModelParts } from "../../architectures/mod.ts";
import type { OnBytes } from "./fetch_model.ts";

/** Fetches the parts of a model by its name. */
export type FetchParts = (name: string, onBytes?: OnBytes) => Promise<ModelParts>;

/** Models by name: fetched once, built anew after the engine has changed. */
export class ModelShelf {
  readonly #fetchParts: FetchParts;
  readonly #parts = new Map<string, Promise<ModelParts>>();
  readonly #models = new Map<string, Promise<Model>>();

  constructor(fetchParts: FetchParts) {
    this.#fetchParts = fetchParts;
  }

  /** A model that is ready to predict. */
  async take(name: string, onBytes?: OnBytes): Promise<Model> {
    return await kept(this.#models, name, async () => {
      const parts = await kept(this.#parts, name, () => this.#fetchParts(name, onBytes));
      const network = await buildFromParts(parts, name);
      return {
        path: name,
        card: parts.card,
        network,
        history: [],
        dispose: () => network.dispose(),
      };
    });
  }

  /** Forgets the networks: their weights were the old engine's. */
  leaveEngine(): void {
    this.#models.clear();
  }
}

/** What a map has by a name, or what is made now; a failure may be tried again. */
function kept<T>(
  map: Map<string, Promise<T>>,
  name: string,
  make: () => Promise<T>,
): Promise<T> {
  const found = map.get(name);
  if (found) return found;
  const made = make();
  map.set(name, made);
  made.catch(() => {
    if (map.get(name) === made) map.delete(name);
  });
  return made;
}
