import type { Random } from "../../base/mod.ts";
import { expose } from "./camera.ts";
import type { Drawing } from "./drawing.ts";
import { type Layout, layOut } from "./layout.ts";
import { patches } from "./patches.ts";
import { between, scaleBetween } from "./random_values.ts";
import { smoothNoise } from "./smooth_noise.ts";
import { type Color, densityBetween, type StainLook, varyDye } from "./stain_looks.ts";
import { nucleusStain } from "./stain_nuclei.ts";
import { drawTissue, type Tissue } from "./stain_tissue.ts";

/**
 * Purple nuclei: tissue in bright field, stained with a dye for DNA.
 *
 * In this order: places and outlines; how much dye each nucleus takes, in and out
 * of focus; the tissue between, with a counterstain where the dye has one, and the
 * relief that unstained tissue shows by refraction; colours by Beer and Lambert's
 * law, each dye's amounts being optical densities (A. C. Ruifrok and D. A.
 * Johnston, "Quantification of histochemical staining by color deconvolution",
 * 2001); uneven lighting; the camera.
 */
export function drawStain(
  random: Random,
  width: number,
  height: number,
  look: StainLook,
): Drawing {
  const direction = between(random, 0, Math.PI);
  const layout = arrange(random, width, height, look, direction);
  const dye = varyDye(random, look);
  const nuclei = nucleusStain(random, layout, look);
  const tissue = drawTissue(random, layout, direction, dye.counterstain !== undefined);
  const light = shine(random, layout, nuclei, tissue, {
    ground: dye.ground,
    nucleus: densityBetween(dye.ground, dye.nucleus),
    counterstain: dye.counterstain ?? [0, 0, 0],
  });
  const camera = { shot: 0.0003, read: scaleBetween(random, 0.1, 0.6) };
  return { values: expose(light, 3 * width, random, camera), layout };
}

function arrange(
  random: Random,
  width: number,
  height: number,
  look: StainLook,
  direction: number,
): Layout {
  const radius = scaleBetween(random, ...look.radius);
  const usual = Math.sqrt(look.radius[0] * look.radius[1]);
  const density = scaleBetween(random, ...look.density) * (usual / radius) ** 1.5;
  return layOut(random, width, height, {
    radius: [radius, radius],
    spread: between(random, 0.15, 0.35),
    elongation: [1, between(random, ...look.elongation)],
    roughness: between(random, 0.06, 0.2),
    dented: 0.15,
    direction,
    count: Math.max(2, Math.round(density * width * height / 65536)),
    clustering: between(random, ...look.clustering),
    gap: random() < 0.85 ? 1.7 : 0,
    overlap: 0.12,
    fragments: between(random, 0, 0.1),
    ...(random() < look.patchy ? { where: patches(random) } : {}),
  });
}

/** The colours of an image: of its ground, and what dyes take from it. */
interface Colors {
  readonly ground: Color;
  readonly nucleus: Color;
  readonly counterstain: Color;
}

function shine(
  random: Random,
  { width, height }: Layout,
  nuclei: Float32Array,
  { counterstain, relief, pigment, pigmentDensity }: Tissue,
  colors: Colors,
): Float32Array {
  const [tiltX, tiltY] = [between(random, -0.06, 0.06), between(random, -0.06, 0.06)];
  const vignette = between(random, 0, 0.12);
  // The dye of the nuclei is never in them alone, nor quite even.
  const spill = between(random, 0, 0.03), drift = smoothNoise(random);
  const light = new Float32Array(width * height * 3);
  for (let row = 0, i = 0; row < height; row++) {
    const y = row / height - 0.5;
    for (let column = 0; column < width; column++, i++) {
      const x = column / width - 0.5;
      const lamp = (1 + tiltX * x + tiltY * y - vignette * (x * x + y * y)) *
        (1 + relief[i]!);
      const dye = nuclei[i]! + spill * (1 + drift(4 * x + 9, 4 * y));
      // Where the one dye lies, the other finds less to bind to.
      const pink = counterstain[i]! * (1 - 0.6 * Math.min(1, nuclei[i]!));
      const own = pigment[i]!;
      for (let c = 0; c < 3; c++) {
        light[i * 3 + c] = lamp * colors.ground[c]! *
          Math.exp(
            -dye * colors.nucleus[c]! - pink * colors.counterstain[c]! -
              own * pigmentDensity[c]!,
          );
      }
    }
  }
  return light;
}
