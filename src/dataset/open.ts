import type { Dataset } from "./dataset.ts";
import { openDsb2018 } from "./dsb2018.ts";

export async function openDataset(source = "synthetic"): Promise<Dataset> {
  return await openDsb2018(source);
}
