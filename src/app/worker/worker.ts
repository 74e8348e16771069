/// <reference lib="webworker" />
/**
 * The program of the page's worker.
 *
 * @module
 */
import * as Comlink from "comlink";
import { decodeFile, encodeDownloads, toDisplayPixels, zipFiles } from "../files/mod.ts";
import type { Segmenter } from "../segmenter.ts";
import { createSegmenter } from "./create_segmenter.ts";
import { startersAt } from "./engine.ts";
import { fetchModel, fetchOffered } from "./fetch_model.ts";
import { handOver } from "./hand_over.ts";
import { ModelShelf } from "./model_shelf.ts";
import { EngineRunner } from "./run_engine.ts";
import { TroubleError } from "./trouble.ts";

// The program lies beside the page.
const page = new URL("./", import.meta.url);
const models = new URL("models/", page);

const shelf = new ModelShelf(async (name, onBytes) => {
  const offered = (await fetchOffered(models)).find((one) => one.name === name);
  if (offered) return await fetchModel(models, offered, onBytes);
  throw new TroubleError("model-unreachable", `This page has no model "${name}".`);
});

const segmenter: Segmenter = createSegmenter({
  shelf,
  runner: new EngineRunner(startersAt(page), shelf),
  files: { decodeFile, encodeDownloads, toDisplayPixels, zipFiles },
});

Comlink.expose(handOver(segmenter));
