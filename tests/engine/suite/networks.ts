import * as tf from "@tensorflow/tfjs";
import { buildUNet, seededRandom, SelfAttention2D } from "#karyon";

type Layer = tf.SymbolicTensor;
const on = (layer: tf.layers.Layer, x: Layer | Layer[]) => layer.apply(x) as Layer;

const conv = (
  filters: number,
  options: Partial<Parameters<typeof tf.layers.conv2d>[0]>,
) => tf.layers.conv2d({ filters, kernelSize: 3, padding: "same", ...options });

const image = () => tf.input({ shape: [8, 8, 3] });

const mask = (x: Layer) =>
  on(tf.layers.conv2d({ filters: 1, kernelSize: 1, activation: "sigmoid" }), x);

/** Residual blocks with batch normalisation, down by strides, up by resizing. */
function residual(): tf.LayersModel {
  const input = image();
  let x = on(conv(4, { useBias: false }), input);
  const skips = [];
  for (const filters of [4, 6]) {
    const before = filters === 4 ? x : on(conv(6, { kernelSize: 1, strides: 2 }), x);
    let y = on(conv(filters, { useBias: false, strides: filters === 4 ? 1 : 2 }), x);
    y = on(tf.layers.batchNormalization({}), y);
    y = on(tf.layers.activation({ activation: "relu" }), y);
    y = on(tf.layers.batchNormalization({}), on(conv(filters, { useBias: false }), y));
    x = on(tf.layers.reLU(), on(tf.layers.add(), [y, before]));
    skips.push(x);
  }
  const up = on(tf.layers.upSampling2d({ size: [2, 2] }), x);
  return tf.model({
    inputs: input,
    outputs: mask(on(tf.layers.concatenate(), [up, skips[0]!])),
  });
}

/** A gate by pixel, and one by channel that a softmax weighs. */
function attention(): tf.LayersModel {
  const input = image();
  const x = on(conv(4, { activation: "relu" }), input);
  const below = on(conv(4, { activation: "elu" }), on(tf.layers.avgPooling2d({}), x));
  const query = on(conv(3, { kernelSize: 1 }), below);
  const key = on(conv(3, { kernelSize: 1, strides: 2 }), x);
  const both = on(
    tf.layers.activation({ activation: "tanh" }),
    on(tf.layers.add(), [
      query,
      key,
    ]),
  );
  const gate = on(
    tf.layers.upSampling2d({ size: [2, 2], interpolation: "bilinear" }),
    on(conv(1, { kernelSize: 1, activation: "sigmoid" }), both),
  );
  const gated = on(tf.layers.multiply(), [x, gate]);
  const weights = on(
    tf.layers.dense({ units: 4, activation: "softmax" }),
    on(tf.layers.globalAveragePooling2d({}), gated),
  );
  const weighed = on(tf.layers.multiply(), [
    gated,
    on(tf.layers.reshape({ targetShape: [1, 1, 4] }), weights),
  ]);
  return tf.model({
    inputs: input,
    outputs: mask(on(tf.layers.layerNormalization({}), weighed)),
  });
}

/** Depthwise and separable convolutions, and layers that move values. */
function separable(): tf.LayersModel {
  const input = image();
  let x = on(tf.layers.zeroPadding2d({ padding: [[1, 0], [0, 1]] }), input);
  x = on(tf.layers.separableConv2d({ filters: 5, kernelSize: 3 }), x);
  x = on(tf.layers.leakyReLU(), x);
  x = on(tf.layers.depthwiseConv2d({ kernelSize: 3, padding: "same" }), x);
  x = on(tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: "same" }), x);
  x = on(tf.layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2 }), x);
  x = on(tf.layers.cropping2D({ cropping: [[1, 0], [0, 1]] }), x);
  return tf.model({ inputs: input, outputs: mask(x) });
}

/** A Transformer's block: each place asks all others, then thinks for itself. */
function selfAttention(): tf.LayersModel {
  const input = image();
  const dense = (filters: number, x: Layer, options = {}) =>
    on(conv(filters, { kernelSize: 1, ...options }), x);
  const norm = (x: Layer) => on(tf.layers.layerNormalization({}), x);
  const sum = (x: Layer, y: Layer) => on(tf.layers.add(), [x, y]);
  let x = on(conv(6, { strides: 2 }), input);
  x = sum(x, on(tf.layers.depthwiseConv2d({ kernelSize: 3, padding: "same" }), x));
  const asked = dense(18, norm(x), { useBias: false });
  x = sum(x, dense(6, on(new SelfAttention2D({ heads: 2 }), asked)));
  x = sum(x, dense(6, dense(12, norm(x), { activation: "relu" })));
  return tf.model({ inputs: input, outputs: mask(on(tf.layers.upSampling2d({}), x)) });
}

/** A classifier of eight kinds: pooled, flattened, dense. */
function classifier(): tf.LayersModel {
  return tf.sequential({
    layers: [
      conv(4, { inputShape: [8, 8, 3], activation: "relu", padding: "valid" }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 7, activation: "relu" }),
      tf.layers.dense({ units: 8, activation: "softmax" }),
    ],
  });
}

/** Networks of every layer that a segmentation network is made of. */
export const networks: Readonly<Record<string, () => tf.LayersModel>> = {
  "U-Net": () => buildUNet({ filters: 3, depth: 2 }),
  "residual, batch normalisation": residual,
  "attention": attention,
  "self-attention": selfAttention,
  "separable": separable,
  "classifier": classifier,
};

/** Gives a network weights that depend on nothing but their shapes. */
export function setWeights(network: tf.LayersModel): void {
  const weights = network.weights.map(({ shape, name }, i) => {
    const random = seededRandom(5, i);
    const length = (shape as number[]).reduce((a, b) => a! * b!, 1);
    // Scales and variances lie around one, biases near zero.
    const isScale = /gamma|variance/.test(name);
    // He's bound keeps activations, and with them all gradients, at one scale.
    const inputs = length / (shape.at(-1) ?? 1);
    const reach = shape.length > 1 ? Math.sqrt(6 / inputs) : isScale ? 0.5 : 0.1;
    const values = Float32Array.from(
      { length },
      () => (isScale ? 1 : 0) + reach * (2 * random() - 1),
    );
    return tf.tensor(values, shape as number[]);
  });
  network.setWeights(weights);
  tf.dispose(weights);
}
