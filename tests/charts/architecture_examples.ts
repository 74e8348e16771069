/** Figures of networks as they are built, beside the made-up tables. */
import type { Chart } from "../../src/base/mod.ts";
import {
  architectureChart,
  buildHRNet,
  buildTransformer,
  buildUNet,
  buildUNet2015,
  layerTable,
  useEngine,
} from "#karyon";

type Network = ReturnType<typeof buildUNet>;

async function draw(build: () => Network, size: number, name: string): Promise<Chart> {
  await useEngine("wasm");
  const network = build();
  const layers = layerTable(network, size);
  network.dispose();
  return architectureChart(layers, { name });
}

export const networkFigures: Record<string, () => Promise<Chart>> = {
  architecture_hrnet: () => draw(() => buildHRNet({ filters: 2 }), 256, "HRNet"),
  architecture_transformer: () =>
    draw(() => buildTransformer({ filters: 2 }), 256, "Transformer"),
  architecture_u_net_2015: () =>
    draw(() => buildUNet2015({ filters: 2 }), 572, "U-Net of 2015"),
  architecture_u_net_squeezed: () =>
    draw(() => buildUNet({ filters: 4, squeeze: 2 }), 256, "U-Net that weighs channels"),
};
