import { type ConvertLayer, refuse } from "./layer.ts";

/** Self-attention between all places of a map, by the layer that Karyon adds. */
export const attention: Readonly<Record<string, ConvertLayer>> = {
  SelfAttention2D: (layer, graph) => {
    const { name, inputs, shapes: [shape], config } = layer;
    const heads = config["heads"];
    const channels = shape!.at(-1)! / 3;
    if (typeof heads !== "number" || channels % heads !== 0) {
      return refuse(layer, `heads that divide ${channels}`, heads);
    }
    const depth = channels / heads;
    const add = (part: string, operator: string, values: string[], axes?: number[]) =>
      graph.add(
        operator,
        `${name}/${part}`,
        values,
        axes && { perm: { ints: axes } },
      );

    const parts = graph.addMany("Split", `${name}/split`, inputs, 3, {
      axis: { int: 1 },
    });
    // [batch, heads, depth, places]; -1 stands for as many places as there are.
    const places = graph.lengths(`${name}/heads`, [0, heads, depth, -1]);
    const [queries, keys, values] = parts.map((part, i) =>
      add(["queries", "keys", "values"][i]!, "Reshape", [part, places])
    ) as [string, string, string];

    const swap = [0, 1, 3, 2];
    const asking = add("queries_turned", "Transpose", [queries], swap);
    // Made small before the product: as many numbers as places, not their square.
    const scale = graph.constant(
      `${name}/scale`,
      [],
      Float32Array.of(1 / Math.sqrt(depth)),
    );
    const scores = add("scores", "MatMul", [add("scaled", "Mul", [asking, scale]), keys]);
    const weights = graph.add("Softmax", `${name}/weights`, [scores], {
      axis: { int: -1 },
    });
    const seen = add("seen", "MatMul", [
      weights,
      add("values_turned", "Transpose", [values], swap),
    ]);
    const turned = add("seen_turned", "Transpose", [seen], swap);

    // Height and width are the input's, whatever they are.
    const sides = graph.add("Shape", `${name}/sides`, inputs, {
      start: { int: 2 },
      end: { int: 4 },
    });
    const whole = graph.lengths(`${name}/whole`, [0, channels]);
    const target = graph.add("Concat", `${name}/shape`, [whole, sides], {
      axis: { int: 0 },
    });
    return graph.add("Reshape", name, [turned, target]);
  },
};
