import type { Random } from "../../base/mod.ts";
import { blur, haze } from "./blur.ts";
import { expose } from "./camera.ts";
import { scatterBlobs } from "./debris.ts";
import type { Drawing } from "./drawing.ts";
import type { FluorescenceLook } from "./fluorescence_looks.ts";
import { addShiningNucleus, type Chromatin } from "./fluorescence_nucleus.ts";
import { type Layout, layOut } from "./layout.ts";
import { patches } from "./patches.ts";
import { bell, between, scaleBetween } from "./random_values.ts";
import { smoothNoise } from "./smooth_noise.ts";
import { addFibre, addStreaks } from "./streaks.ts";

/**
 * Bright nuclei on black: stained DNA that shines.
 *
 * In this order: places and outlines; the light of each nucleus; fibres of cell
 * bodies and specks of debris; the blur of the focal plane and of what lies out of
 * it; light that is scattered widely and nuclei far away; uneven lighting; the
 * camera.
 */
export function drawFluorescence(
  random: Random,
  width: number,
  height: number,
  look: FluorescenceLook,
): Drawing {
  const layout = arrange(random, width, height, look);
  const light = tone(random, shine(random, layout, look), width, height, look);
  const camera = {
    shot: scaleBetween(random, 0.003, 0.03),
    read: scaleBetween(random, ...look.noise),
  };
  return { values: expose(light, width, random, camera), layout };
}

function arrange(
  random: Random,
  width: number,
  height: number,
  look: FluorescenceLook,
): Layout {
  const radius = scaleBetween(random, ...look.radius);
  // Where nuclei are larger, fewer find room: as the middle of the range has it.
  const usual = Math.sqrt(look.radius[0] * look.radius[1]);
  const density = scaleBetween(random, ...look.density) * (usual / radius);
  return layOut(random, width, height, {
    radius: [radius, radius],
    spread: between(random, ...look.spread),
    elongation: [1, between(random, ...look.elongation)],
    roughness: between(random, ...look.roughness),
    dented: look.dented,
    ...(random() < 0.4 ? { direction: between(random, 0, Math.PI) } : {}),
    count: Math.max(1, Math.round(density * width * height / 65536)),
    clustering: between(random, ...look.clustering),
    gap: random() < 0.85 ? 1.7 : 0,
    overlap: look.overlap,
    fragments: between(random, ...look.fragments),
    ...(random() < look.patchy ? { where: patches(random) } : {}),
  });
}

/** The light, where 1 is a typical nucleus. */
function shine(random: Random, layout: Layout, look: FluorescenceLook): Float32Array {
  const { width, height } = layout;
  const sharp = new Float32Array(width * height);
  const soft = new Float32Array(width * height);
  const isSoft = between(random, ...look.soft);
  const variety = between(random, ...look.variety);
  const dividing = between(random, ...look.dividing);
  const chromatin: Chromatin = {
    texture: smoothNoise(random),
    grain: between(random, ...look.grain),
    spots: look.spots,
    rim: between(random, ...look.rim),
    flatness: between(random, 0.4, 0.9),
    inset: between(random, -0.6, 0.6),
  };
  let isAnySoft = false;
  for (const nucleus of layout.nuclei) {
    const divides = random() < dividing;
    const brightness = Math.exp(variety * bell(random)) *
      (divides ? between(random, 1.6, 3.5) : 1);
    const plane = random() < isSoft ? soft : sharp;
    if (plane === soft) isAnySoft = true;
    addShiningNucleus(random, plane, width, nucleus, brightness, chromatin);
  }
  if (random() < look.streaks) addStreaks(random, sharp, width, height);
  if (random() < look.fibres) addFibre(random, sharp, width, height);
  scatterBlobs(random, sharp, width, height, {
    density: between(random, 0, 5),
    size: [0.5, 1.6],
    amount: [0.1, 1],
  });
  const sigma = scaleBetween(random, ...look.blur);
  const light = blur(sharp, width, height, sigma);
  const far = isAnySoft
    ? blur(soft, width, height, sigma * between(random, 1.5, 2.5))
    : soft;
  scatterBlobs(random, far, width, height, {
    density: between(random, ...look.far),
    size: [0.5 * look.radius[0], 1.3 * look.radius[1]],
    amount: [0.02, 0.22],
  });
  for (let i = 0; i < light.length; i++) light[i]! += far[i]!;
  return scatter(random, light, width, height, between(random, ...look.glow));
}

/** Takes a share of the light and spreads it around. */
function scatter(
  random: Random,
  light: Float32Array,
  width: number,
  height: number,
  share: number,
): Float32Array {
  const near = haze(light, width, height, between(random, 4, 9));
  const wide = haze(light, width, height, between(random, 20, 60));
  return light.map((value, i) =>
    value + share * (0.6 * near[i]! + 0.5 * wide[i]! - 0.6 * value)
  );
}

/** Gray levels: background, uneven light and vignetting. */
function tone(
  random: Random,
  signal: Float32Array,
  width: number,
  height: number,
  look: FluorescenceLook,
): Float32Array {
  const level = scaleBetween(random, ...look.level);
  const background = scaleBetween(random, ...look.background);
  const [tiltX, tiltY] = [between(random, -0.35, 0.35), between(random, -0.35, 0.35)];
  const vignette = between(random, 0, 0.4);
  const light = new Float32Array(signal.length);
  for (let row = 0, i = 0; row < height; row++) {
    const y = row / height - 0.5;
    for (let column = 0; column < width; column++, i++) {
      const x = column / width - 0.5;
      const lamp = 1 + tiltX * x + tiltY * y - vignette * (x * x + y * y);
      light[i] = background * (0.6 + 0.4 * lamp) + lamp * level * signal[i]!;
    }
  }
  return light;
}
