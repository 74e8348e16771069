import type { Random } from "../../base/mod.ts";
import { addBlob, addSpots } from "./debris.ts";
import { type Layout, layOut, type Nucleus } from "./layout.ts";
import { between, blur, expose, haze, smoothNoise } from "./noise.ts";
import type { Drawing } from "./drawing.ts";

/** What differs between fluorescence images. */
export interface FluorescenceLook {
  /** Mean half axis of the nuclei in pixels. */
  readonly radius: readonly [low: number, high: number];
  /** Nuclei in 256 x 256 pixels. */
  readonly density: readonly [low: number, high: number];
  readonly clustering: number;
  /** Gray level of the brightest pixel; above 255 it saturates. */
  readonly peak: readonly [low: number, high: number];
  /** Share of nuclei in division: small and bright. */
  readonly dividing: number;
  /** Bright spots in each nucleus, as in mouse cells. */
  readonly spots: readonly [low: number, high: number];
}

/** Bright nuclei on black: stained DNA that shines. */
export function drawFluorescence(
  random: Random,
  width: number,
  height: number,
  look: FluorescenceLook,
): Drawing {
  const layout = layOut(random, width, height, {
    radius: look.radius,
    elongation: [1, between(random, 1.3, 2.6)],
    roughness: 0.07,
    count: Math.round(
      between(random, ...look.density) * width * height / 65536,
    ),
    clustering: look.clustering,
    overlap: 0.15,
  });
  const light = shine(random, layout, look);
  return {
    values: expose(light, random, 0.04, between(random, 0.4, 0.9)),
    layout,
  };
}

/** The light that falls on the camera, in gray levels. */
function shine(
  random: Random,
  layout: Layout,
  look: FluorescenceLook,
): Float32Array {
  const { width, height } = layout;
  let signal = new Float32Array(width * height);
  const texture = smoothNoise(random);
  for (const nucleus of layout.nuclei) {
    addNucleus(random, signal, width, nucleus, look, texture);
  }
  for (let n = Math.floor(between(random, 0, 5)); n > 0; n--) {
    const at = [between(random, 0, width), between(random, 0, height)] as const;
    addBlob(
      signal,
      width,
      height,
      ...at,
      between(random, 0.7, 1.8),
      between(random, 0.2, 0.8),
    );
  }
  signal = new Float32Array(
    blur(signal, width, height, between(random, 0.7, 1.3)),
  );
  const far = new Float32Array(width * height);
  for (let n = Math.floor(between(random, 0, 5)); n > 0; n--) {
    const at = [between(random, 0, width), between(random, 0, height)] as const;
    addBlob(
      far,
      width,
      height,
      ...at,
      between(random, 8, 18),
      between(random, 0.02, 0.09),
    );
  }
  const glow = haze(signal, width, height, Math.round(between(random, 8, 16)));
  for (let i = 0; i < signal.length; i++) {
    signal[i]! += 0.1 * glow[i]! + far[i]!;
  }
  return tone(random, signal, width, height, between(random, ...look.peak));
}

function addNucleus(
  random: Random,
  signal: Float32Array,
  width: number,
  { shape, pixels, distances }: Nucleus,
  look: FluorescenceLook,
  texture: (x: number, y: number) => number,
): void {
  const dividing = random() < look.dividing;
  const brightness = dividing
    ? between(random, 1.6, 2.4)
    : Math.exp(between(random, -0.5, 0.3));
  const flatness = between(random, 0.35, 0.75);
  const grain = between(random, 3, 5);
  const spots = new Float32Array(pixels.length);
  addSpots(random, spots, pixels, width, shape, {
    count: Math.round(between(random, ...look.spots)),
    size: [0.12, 0.24],
    amount: [0.4, 0.9],
  });
  addSpots(random, spots, pixels, width, shape, {
    count: Math.floor(between(random, 0, 3)), // nucleoli, which stay dark
    size: [0.14, 0.24],
    amount: [-0.25, -0.1],
  });
  pixels.forEach((pixel, i) => {
    const x = pixel % width, y = Math.floor(pixel / width);
    const dome = Math.sqrt(Math.max(0, 1 - distances[i]! ** 2));
    const chromatin = 0.2 * texture(x / grain, y / grain) +
      0.12 * texture(x / 1.7, y / 1.7 + 30);
    const own = brightness * (flatness + (1 - flatness) * dome) *
      Math.max(0.1, 1 + chromatin + spots[i]!);
    // Where two lie over each other, not all light of both gets through.
    const other = signal[pixel]!;
    signal[pixel] = Math.max(own, other) + 0.4 * Math.min(own, other);
  });
}

/** Gray levels: background, uneven light, and the brightest pixel at `peak`. */
function tone(
  random: Random,
  signal: Float32Array,
  width: number,
  height: number,
  peak: number,
): Float32Array {
  const offset = between(random, 0.03, 0.07) * peak;
  const slope = [
    between(random, -0.3, 0.3),
    between(random, -0.3, 0.3),
  ] as const;
  const vignette = between(random, 0, 0.25);
  const brightest = signal.reduce((a, b) => Math.max(a, b), 1e-6);
  return signal.map((value, i) => {
    const x = (i % width) / width - 0.5,
      y = Math.floor(i / width) / height - 0.5;
    const lamp = 1 + slope[0] * x + slope[1] * y -
      vignette * 2 * (x * x + y * y);
    return lamp * (offset + (peak - offset) * value / brightest);
  });
}
