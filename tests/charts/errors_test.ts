import { assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { InputError } from "../../src/base/mod.ts";
import {
  architectureChart,
  brightnessChart,
  channelKindsChart,
  foregroundChart,
  galleryChart,
  histogramChart,
  learningCurveChart,
  modelScoresChart,
  perImageChart,
  scoreChart,
  sizeChart,
  weightsChart,
} from "../../src/charts/mod.ts";
import { createImage } from "../../src/images/mod.ts";

const SCOPE = { n: 1, split: "test", metric: "Mean IoU" };
const HISTOGRAM = {
  title: "t",
  label: "l",
  what: "w",
  domain: [0, 1],
  bins: 2,
} as const;

/** Every chart from a table whose type nobody checked, as from a JSON file. */
const charts: Record<
  string,
  { draw: (rows: never[]) => unknown; columns: string[] }
> = {
  architectureChart: {
    draw: (rows) => architectureChart(rows, { name: "x" }),
    columns: ["name", "type"],
  },
  brightnessChart: {
    draw: brightnessChart,
    columns: ["split", "brightest", "depth"],
  },
  channelKindsChart: {
    draw: channelKindsChart,
    columns: ["split", "kind", "images"],
  },
  foregroundChart: { draw: foregroundChart, columns: ["split", "foreground"] },
  histogramChart: {
    draw: (rows) => histogramChart(rows, HISTOGRAM),
    columns: ["split", "value"],
  },
  learningCurveChart: {
    draw: (rows) => learningCurveChart(rows, SCOPE),
    columns: ["epoch", "loss"],
  },
  modelScoresChart: {
    draw: (rows) => modelScoresChart(rows, SCOPE),
    columns: ["model", "score"],
  },
  perImageChart: {
    draw: (rows) => perImageChart(rows, SCOPE),
    columns: ["id", "mean_iou"],
  },
  scoreChart: {
    draw: (rows) => scoreChart(rows, SCOPE),
    columns: ["model", "metric", "value", "n"],
  },
  sizeChart: {
    draw: sizeChart,
    columns: ["split", "width", "height", "images"],
  },
  weightsChart: {
    draw: (rows) => weightsChart(rows, SCOPE),
    columns: ["format", "megabytes", "mean_iou"],
  },
};

for (const [name, { draw, columns }] of Object.entries(charts)) {
  Deno.test(`${name}() says of an empty table what it expects`, () => {
    const { message } = assertThrows(() => draw([]), InputError, name);
    for (const column of columns) assertStringIncludes(message, `"${column}"`);
  });

  Deno.test(`${name}() names a column that is missing`, () => {
    const rows = [{ unrelated: 1 }] as unknown as never[];
    const error = assertThrows(() => draw(rows), InputError, name);
    assertStringIncludes(error.message, `"${columns[0]}"`);
  });
}

Deno.test("learningCurveChart() refuses a loss that is not finite, by row", () => {
  const rows = [{ epoch: 1, loss: 0.5 }, { epoch: 2, loss: NaN }];
  assertThrows(
    () => learningCurveChart(rows, SCOPE),
    InputError,
    '"loss" with a finite number in each row, but found NaN in row 1',
  );
});

Deno.test("modelScoresChart() refuses a model that costs nothing, by row", () => {
  const rows = [{ model: "a", score: 0.5, megabytes: 0 }];
  assertThrows(() => modelScoresChart(rows, SCOPE), InputError, '"megabytes" above 0');
});

Deno.test("foregroundChart() refuses a set without any mask", () => {
  const rows = [{ split: "test", foreground: null }];
  assertThrows(() => foregroundChart(rows), InputError, "foregroundChart");
});

Deno.test("galleryChart() refuses no items and a mask of another size", async () => {
  const options = { split: "test" };
  await assertRejects(
    () => galleryChart([], options),
    InputError,
    "found none",
  );
  const item = {
    title: "odd one",
    image: createImage(2, 2, 1),
    mask: new Uint8Array(3),
  };
  await assertRejects(
    () => galleryChart([item], options),
    InputError,
    'mask of "odd one" to hold 4 pixels but found 3',
  );
});

Deno.test("galleryChart() refuses columns that are no count", async () => {
  const items = [{ title: "a", image: createImage(2, 2, 1) }];
  for (const columns of [0, 1.5, -1]) {
    await assertRejects(
      () => galleryChart(items, { split: "test", columns }),
      InputError,
      `found ${columns}`,
    );
  }
});

Deno.test("architectureChart() names a layer that is not there, and a cycle", () => {
  const layer = { type: "Conv2D", outputShape: [8, 8, 4] };
  const draw = (layers: Parameters<typeof architectureChart>[0]) => () =>
    architectureChart(layers, { name: "x" });
  assertThrows(
    draw([{ ...layer, name: "a", inputs: ["b"] }]),
    InputError,
    'the inputs of "a" among the layers but found "b"',
  );
  const cycle = [
    { ...layer, name: "a", inputs: ["b"] },
    { ...layer, name: "b", inputs: ["a"] },
  ];
  assertThrows(draw(cycle), InputError, "cycle");
});

Deno.test("architectureChart() refuses a shape that is not known", () => {
  const shape = [null, null, 3] as unknown as number[];
  const layers = [{
    name: "in",
    type: "InputLayer",
    outputShape: shape,
    inputs: [],
  }];
  assertThrows(
    () => architectureChart(layers, { name: "x" }),
    InputError,
    '"in" to be [height, width, channels] but found [null,null,3]',
  );
});
