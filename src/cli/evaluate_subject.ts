import {
  type Card,
  findClassicalMethod,
  loadModel,
  type Scored,
  type Splitting,
} from "../mod.ts";
import { type CommonOptions, note, startEngine } from "./output.ts";

/** A model, and where it computes. */
export interface LoadedModel {
  readonly card: Card;
  readonly path: string;
  /** The engine's name, and what computes in words. */
  readonly engine: { readonly name: string; readonly words: string };
  dispose(): void;
}

/** What `karyon evaluate` scores. */
export interface Subject {
  readonly name: string;
  /** For the head of the tables. */
  readonly words: string;
  /** One sentence on what it does. */
  readonly description: string;
  readonly scored: Scored;
  /** Where it is a model. */
  readonly loaded?: LoadedModel;
}

/** Starts an engine and loads a model. */
export async function openModel(
  nameOrPath: string,
  options: CommonOptions & { readonly splitting: Splitting; readonly augment?: boolean },
): Promise<Subject> {
  const { splitting, augment = false } = options;
  const engine = await startEngine(options);
  note(engine.sentence);
  const model = await loadModel(nameOrPath);
  const { card, path, computedBy } = model;
  if (computedBy) note(`${card.name} is computed in 8 bit by ${computedBy}.`);
  return {
    name: card.name,
    words: [
      card.name,
      ...(splitting === "card" ? [] : ["connected pieces"]),
      ...(augment ? ["eight flips and turns"] : []),
    ].join(", "),
    description: card.architecture.name,
    scored: { model, splitting, augment },
    loaded: {
      card,
      path,
      engine: computedBy ? { name: "onnx", words: computedBy } : engine,
      dispose: () => model.dispose(),
    },
  };
}

/** A classical method needs neither. */
export function openMethod(name: string): Subject {
  const { description, segment } = findClassicalMethod(name);
  return {
    name,
    words: `${name} (${description})`,
    description,
    scored: { segmenter: { name, segment } },
  };
}
