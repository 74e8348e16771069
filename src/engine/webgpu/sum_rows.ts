import type { TensorInfo } from "@tensorflow/tfjs";
import { type Backend, reshaped } from "./backend.ts";
import { integerUniforms, type Program } from "./program.ts";

/** Invocations in a workgroup, and columns that it covers at the most. */
const GROUP = 256;
/** Workgroups that keep a large GPU busy. */
const GROUPS = 1024;

/**
 * Every invocation adds up rows of one column, neighbours read neighbours; then
 * the first ones add up what the others of their column have. `f32()`, since a
 * float32 tensor that was cast may lie in memory as integers.
 */
const SHADER = `
var<workgroup> sums : array<f32, ${GROUP}>;
fn main() {
  let turn = i32(localIndex);
  let first = i32(workgroupId.y) * ${GROUP};
  let width = min(uniforms.columns - first, ${GROUP});
  // Rows that the group reads at once: many of them where rows are short.
  let height = ${GROUP} / width;
  let up = turn / width;
  let column = first + turn - up * width;
  let end = min((i32(workgroupId.x) + 1) * uniforms.rowsPerGroup, uniforms.rows);
  var sum = 0.0;
  if (up < height) {
    for (var row = i32(workgroupId.x) * uniforms.rowsPerGroup + up; row < end;
      row += height) {
      sum += f32(x[row * uniforms.columns + column]);
    }
  }
  sums[turn] = sum;
  workgroupBarrier();
  if (up == 0) {
    for (var other = 1; other < height; other++) { sum += sums[turn + other * width]; }
    result[i32(workgroupId.x) * uniforms.columns + column] = sum * uniforms.scale;
  }
}`;

/**
 * Adds up the rows of a float32 matrix, each column by itself, in an order that
 * is always the same.
 *
 * TensorFlow.js's own kernel copies the matrix with its axes swapped first, and
 * then lets one workgroup walk along each whole column.
 *
 * @param x any shape of `rows * columns` numbers
 * @param scale what the sums are multiplied with
 * @param shape of the result, `columns` numbers
 */
export function sumRows(
  backend: Backend,
  x: TensorInfo,
  rows: number,
  columns: number,
  scale: number,
  shape: number[],
): TensorInfo {
  const blocks = Math.ceil(columns / GROUP);
  const height = Math.floor(GROUP / Math.min(columns, GROUP));
  const groups = rows <= 64 * height ? 1 : Math.max(
    1,
    Math.min(Math.ceil(rows / (16 * height)), Math.floor(GROUPS / blocks)),
  );
  const rowsPerGroup = Math.ceil(rows / groups);
  const integers = integerUniforms({ rows, columns, rowsPerGroup });
  const program: Program = {
    variableNames: ["x"],
    variableComponents: [1],
    outputShape: [groups, columns],
    outputComponent: 1,
    workgroupSize: [GROUP, 1, 1],
    dispatchLayout: { x: [0], y: [1] },
    dispatch: [groups, blocks, 1],
    uniforms: `${integers.fields} scale : f32,`,
    shaderKey: "karyon_sum_rows",
    getUserCode: () => SHADER,
  };
  const matrix = reshaped(backend, x, [rows, columns]);
  const sums = backend.runWebGPUProgram(program, [matrix], "float32", [
    ...integers.values,
    { type: "float32", data: [groups === 1 ? scale : 1] },
  ]);
  backend.disposeData(matrix.dataId);
  if (groups === 1) return { ...sums, shape };
  const total = sumRows(backend, sums, groups, columns, scale, shape);
  backend.disposeData(sums.dataId);
  return total;
}
