import type { Lanes } from "./program.ts";
import type { TiledProduct } from "./tiled_product.ts";

/** Invocations of a workgroup; each computes 4 x 4 of the product. */
export const GROUP = 256;
/** Terms of the sums that are fetched at once. */
export const DEPTH = 16;

const unrolled = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

/** Invocations across and down a tile: narrow results get a narrow, high tile. */
export function arrange(n: number): { readonly across: number; readonly down: number } {
  const across = n > 32 ? 16 : 8;
  return { across, down: GROUP / across };
}

const numbers = (lanes: Lanes) => lanes === 4 ? "vec4<f32>" : "f32";

/** `readA`, `readB` and `write`, whatever lanes the variables have. */
function accessors({ variables, fourAlong, outputLanes, finish }: TiledProduct): string {
  const [a, b] = variables;
  const fetch = (
    lanes: Lanes,
    at: (i: number) => string,
    inside: (i: number) => string,
  ) =>
    lanes === 4
      ? `if (${inside(0)}) { value = ${at(0)}; }`
      : unrolled(4, (i) => `if (${inside(i)}) { value[${i}] = ${at(i)}; }`);
  const place = (i: number) => fourAlong === "k" ? `m, k + ${i}` : `m + ${i}, k`;
  const aInside = (i: number) =>
    fourAlong === "k"
      ? `m < uniforms.m && k + ${i} < uniforms.k`
      : `m + ${i} < uniforms.m && k < uniforms.k`;
  const finished = finish ? "finish(value, n)" : "value";
  return `
fn readA(m : i32, k : i32) -> vec4<f32> {
  var value = vec4<f32>(0.0);
  ${fetch(a!.lanes, (i) => `aAt(${place(i)})`, aInside)}
  return value;
}
fn readB(k : i32, n : i32) -> vec4<f32> {
  var value = vec4<f32>(0.0);
  ${
    fetch(
      b!.lanes,
      (i) => `bAt(k, n + ${i})`,
      (i) => `k < uniforms.k && n + ${i} < uniforms.n`,
    )
  }
  return value;
}
${finish ?? ""}
fn write(slice : i32, m : i32, n : i32, value : vec4<f32>) {
  if (m >= uniforms.m || n >= uniforms.n) { return; }
  let done = ${finished};
  ${
    outputLanes === 4 ? "result[indexAt(slice, m, n) / 4] = done;" : unrolled(
      4,
      (i) =>
        `if (n + ${i} < uniforms.n) { result[indexAt(slice, m, n + ${i})] = done[${i}]; }`,
    )
  }
}`;
}

/** One term for each of the 4 x 4 sums, k by k, from the workgroup's memory. */
function sums({ fourAlong, n }: TiledProduct): string {
  const { across, down } = arrange(n);
  const add = (a: (row: number) => string, k: number) =>
    `{ let b = bTile[${k * across} + across];
    ${unrolled(4, (row) => `sum${row} += ${a(row)} * b;`)} }`;
  if (fourAlong === "m") {
    return unrolled(DEPTH, (k) =>
      `{ let a = aTile[${k * down} + down];
      ${add((row) => `a[${row}]`, k)} }`);
  }
  return unrolled(
    DEPTH / 4,
    (four) =>
      `{ ${
        unrolled(4, (row) => `let a${row} = aTile[(4 * down + ${row}) * 4 + ${four}];`)
      }
      ${unrolled(4, (i) => add((row) => `a${row}[${i}]`, 4 * four + i))} }`,
  );
}

/** WGSL that brings the next terms into the workgroup's memory, four at a time. */
function fetches({ fourAlong, n }: TiledProduct): string {
  const { across, down } = arrange(n);
  const a = unrolled(down / 16, (i) => {
    const turn = `(turn + ${i * GROUP})`;
    const [row, term] = fourAlong === "k"
      ? [`${turn} / 4`, `4 * (${turn} % 4)`]
      : [`4 * (${turn} % ${down})`, `${turn} / ${down}`];
    return `aTile[${turn}] = readA(m0 + ${row}, k0 + ${term});`;
  });
  const b = `bTile[turn] = readB(k0 + turn / ${across}, n0 + 4 * (turn % ${across}));`;
  return `${a}\n${across === 16 ? b : `if (turn < ${DEPTH * across}) { ${b} }`}`;
}

/**
 * The shader: a workgroup fetches a tile of each factor into its memory, and
 * each invocation adds up 4 x 4 sums from there. Loops over constants are
 * written out, since Deno's shader compiler puts a guard into every loop.
 */
export function writeShader(product: TiledProduct): string {
  const { functions, slices = 1, variables, n } = product;
  const { across, down } = arrange(n);
  return `
alias A = ${numbers(variables[0]!.lanes)};
alias B = ${numbers(variables[1]!.lanes)};
var<workgroup> aTile : array<vec4<f32>, ${down * DEPTH}>;
var<workgroup> bTile : array<vec4<f32>, ${across * DEPTH}>;
${functions}
${accessors(product)}
fn main() {
  let turn = i32(localIndex);
  let across = turn % ${across};
  let down = turn / ${across};
  let n0 = i32(workgroupId.x) * ${4 * across};
  ${
    slices > 1
      ? `let m0 = i32(workgroupId.y) * ${4 * down};
  let slice = i32(workgroupId.z);`
      : `let m0 = i32(workgroupId.z * numWorkgroups.y + workgroupId.y) * ${4 * down};
  let slice = 0;`
  }
  let kEnd = min(uniforms.k, (slice + 1) * uniforms.kSlice);
  ${unrolled(4, (row) => `var sum${row} = vec4<f32>(0.0);`)}
  for (var k0 = slice * uniforms.kSlice; k0 < kEnd; k0 += ${DEPTH}) {
    ${fetches(product)}
    workgroupBarrier();
    ${sums(product)}
    workgroupBarrier();
  }
  let n = n0 + 4 * across;
  ${unrolled(4, (row) => `write(slice, m0 + 4 * down + ${row}, n, sum${row});`)}
}`;
}
