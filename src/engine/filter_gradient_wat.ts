/**
 * The filter gradient of a 2-D convolution as WebAssembly text.
 *
 * TensorFlow.js's `wasm` backend has no such kernel. This one walks the output
 * gradient row by row and keeps a tile of filter values in SIMD registers, so
 * each loaded number is used four or eight times. Plain SIMD, not relaxed: the
 * sums are the same on every machine.
 */

const accumulators = (rows: number, vectors: number): string[] =>
  Array.from(
    { length: rows * vectors },
    (_, k) => `$a${Math.floor(k / vectors)}_${k % vectors}`,
  );

/** A tile of `rows` input channels by `vectors` x 4 output channels. */
function tile(name: string, rows: number, vectors: number): string {
  const names = accumulators(rows, vectors);
  const out = (row: number) =>
    `(i32.add (local.get $out) (i32.mul (local.get $outStep) (i32.const ${row})))`;
  const each = (line: (row: number, vector: number, name: string) => string) =>
    names.map((n, k) => line(Math.floor(k / vectors), k % vectors, n)).join("\n");
  return `
(func $${name} (param $x i32) (param $dy i32) (param $out i32) (param $n i32)
  (param $xStep i32) (param $dyStep i32) (param $outStep i32)
  (local $s v128) ${names.map((n) => `(local ${n} v128)`).join(" ")}
  ${Array.from({ length: vectors }, (_, v) => `(local $d${v} v128)`).join(" ")}
  ${each((r, v, n) => `(local.set ${n} (v128.load offset=${16 * v} ${out(r)}))`)}
  (loop $next
    ${
    Array.from(
      { length: vectors },
      (_, v) => `(local.set $d${v} (v128.load offset=${16 * v} (local.get $dy)))`,
    ).join("\n")
  }
    ${
    Array.from({ length: rows }, (_, r) =>
      `(local.set $s (v128.load32_splat offset=${4 * r} (local.get $x)))` +
      Array.from({ length: vectors }, (_, v) =>
        `(local.set $a${r}_${v} (f32x4.add (local.get $a${r}_${v})
          (f32x4.mul (local.get $s) (local.get $d${v}))))`).join("\n")).join("\n")
  }
    (local.set $x (i32.add (local.get $x) (local.get $xStep)))
    (local.set $dy (i32.add (local.get $dy) (local.get $dyStep)))
    (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
  ${each((r, v, n) => `(v128.store offset=${16 * v} ${out(r)} (local.get ${n}))`)})`;
}

/** One input channel by one output channel, for what no tile covers. */
const SINGLE = `
(func $single (param $x i32) (param $dy i32) (param $out i32) (param $n i32)
  (param $xStep i32) (param $dyStep i32) (local $a f32)
  (local.set $a (f32.load (local.get $out)))
  (loop $next
    (local.set $a (f32.add (local.get $a)
      (f32.mul (f32.load (local.get $x)) (f32.load (local.get $dy)))))
    (local.set $x (i32.add (local.get $x) (local.get $xStep)))
    (local.set $dy (i32.add (local.get $dy) (local.get $dyStep)))
    (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
  (f32.store (local.get $out) (local.get $a)))`;

/** Calls `body` while `$co` has at least `step` output channels left. */
const overOutputs = (step: number, body: string) => `
(block $done${step} (loop $more${step}
  (br_if $done${step}
    (i32.gt_u (i32.add (local.get $co) (i32.const ${step})) (local.get $outs)))
  ${body}
  (local.set $co (i32.add (local.get $co) (i32.const ${step})))
  (br $more${step})))`;

const AT = `
  (i32.add (local.get $x) (i32.shl (local.get $ci) (i32.const 2)))
  (i32.add (local.get $dy) (i32.shl (local.get $co) (i32.const 2)))
  (i32.add (local.get $out) (i32.shl
    (i32.add (i32.mul (local.get $ci) (local.get $outs)) (local.get $co))
    (i32.const 2)))
  (local.get $n) (local.get $xStep) (local.get $dyStep)`;

const call = (name: string) =>
  name === "single"
    ? `(call $single ${AT})`
    : `(call $${name} ${AT} (local.get $outStep))`;

/** All channels of one row: `$ins` x `$outs` filter values at one filter place. */
const ROW = `
(func (export "row") (param $x i32) (param $dy i32) (param $out i32) (param $n i32)
  (param $xStep i32) (param $ins i32) (param $outs i32)
  (local $ci i32) (local $co i32) (local $dyStep i32) (local $outStep i32)
  (local.set $dyStep (i32.shl (local.get $outs) (i32.const 2)))
  (local.set $outStep (local.get $dyStep))
  (block $done (loop $four
    (br_if $done
      (i32.gt_u (i32.add (local.get $ci) (i32.const 4)) (local.get $ins)))
    (local.set $co (i32.const 0))
    ${overOutputs(8, call("four_by_eight"))}
    ${overOutputs(4, call("four_by_four"))}
    (block $rest (loop $each
      (br_if $rest (i32.ge_u (local.get $co) (local.get $outs)))
      ${
  [0, 1, 2, 3].map(() =>
    `${call("single")} (local.set $ci (i32.add (local.get $ci) (i32.const 1)))`
  ).join("\n")
}
      (local.set $ci (i32.sub (local.get $ci) (i32.const 4)))
      (local.set $co (i32.add (local.get $co) (i32.const 1)))
      (br $each)))
    (local.set $ci (i32.add (local.get $ci) (i32.const 4)))
    (br $four)))
  (block $end (loop $one
    (br_if $end (i32.ge_u (local.get $ci) (local.get $ins)))
    (local.set $co (i32.const 0))
    ${overOutputs(8, call("one_by_eight"))}
    ${overOutputs(1, call("single"))}
    (local.set $ci (i32.add (local.get $ci) (i32.const 1)))
    (br $one))))`;

/** The module's text: it imports TensorFlow.js's memory and exports `row`. */
export const FILTER_GRADIENT_WAT = `(module
(import "tfjs" "memory" (memory 1))
${tile("four_by_eight", 4, 2)}
${tile("four_by_four", 4, 1)}
${tile("one_by_eight", 1, 2)}
${SINGLE}
${ROW})`;
