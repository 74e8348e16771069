/** A C function's parameters and result, as `Deno.dlopen` takes them. */
type Signature = Deno.ForeignFunction;

// Handles and addresses travel as u64: Deno passes a BigInt ten times quicker
// than a pointer object. "buffer" stands where C wants an array or fills a cell.
const STATUS = { result: "i32" } as const;

function create(...parameters: readonly Deno.NativeType[]) {
  return { parameters: ["buffer", "u64", ...parameters] as const, ...STATUS };
}

/** The part of oneDNN v3's C interface that the engine calls. */
export const SYMBOLS = {
  dnnl_engine_create: { parameters: ["buffer", "i32", "usize"], ...STATUS },
  dnnl_stream_create: { parameters: ["buffer", "u64", "u32"], ...STATUS },
  dnnl_stream_wait: { parameters: ["u64"], ...STATUS },
  dnnl_get_effective_cpu_isa: { parameters: [], ...STATUS },
  dnnl_memory_desc_create_with_strides: {
    parameters: ["buffer", "i32", "buffer", "i32", "buffer"],
    ...STATUS,
  },
  dnnl_memory_desc_create_with_tag: {
    parameters: ["buffer", "i32", "buffer", "i32", "i32"],
    ...STATUS,
  },
  dnnl_memory_desc_destroy: { parameters: ["u64"], ...STATUS },
  dnnl_memory_desc_equal: { parameters: ["u64", "u64"], ...STATUS },
  dnnl_memory_desc_get_size: { parameters: ["u64"], result: "usize" },
  dnnl_memory_create: { parameters: ["buffer", "u64", "u64", "u64"], ...STATUS },
  dnnl_memory_destroy: { parameters: ["u64"], ...STATUS },
  dnnl_memory_set_data_handle: { parameters: ["u64", "u64"], ...STATUS },
  dnnl_primitive_desc_query_md: { parameters: ["u64", "i32", "i32"], result: "u64" },
  dnnl_primitive_desc_destroy: { parameters: ["u64"], ...STATUS },
  dnnl_primitive_create: { parameters: ["buffer", "u64"], ...STATUS },
  dnnl_primitive_destroy: { parameters: ["u64"], ...STATUS },
  dnnl_primitive_execute: { parameters: ["u64", "u64", "i32", "u64"], ...STATUS },
  dnnl_primitive_attr_create: { parameters: ["buffer"], ...STATUS },
  dnnl_primitive_attr_destroy: { parameters: ["u64"], ...STATUS },
  dnnl_primitive_attr_set_scratchpad_mode: { parameters: ["u64", "i32"], ...STATUS },
  dnnl_primitive_attr_set_post_ops: { parameters: ["u64", "u64"], ...STATUS },
  dnnl_post_ops_create: { parameters: ["buffer"], ...STATUS },
  dnnl_post_ops_destroy: { parameters: ["u64"], ...STATUS },
  dnnl_post_ops_append_eltwise: { parameters: ["u64", "i32", "f32", "f32"], ...STATUS },
  dnnl_post_ops_append_sum: { parameters: ["u64", "f32", "i32", "i32"], ...STATUS },
  dnnl_reorder_primitive_desc_create: {
    parameters: ["buffer", "u64", "u64", "u64", "u64", "u64"],
    ...STATUS,
  },
  dnnl_concat_primitive_desc_create: create("u64", "i32", "i32", "buffer", "u64"),
  dnnl_sum_primitive_desc_create: create("u64", "i32", "buffer", "buffer", "u64"),
  dnnl_binary_primitive_desc_create: create("i32", "u64", "u64", "u64", "u64"),
  dnnl_eltwise_forward_primitive_desc_create: //
    create("i32", "i32", "u64", "u64", "f32", "f32", "u64"),
  dnnl_eltwise_backward_primitive_desc_create: //
    create("i32", "u64", "u64", "u64", "f32", "f32", "u64", "u64"),
  dnnl_matmul_primitive_desc_create: create("u64", "u64", "u64", "u64", "u64"),
  dnnl_reduction_primitive_desc_create: create("i32", "u64", "u64", "f32", "f32", "u64"),
  dnnl_softmax_forward_primitive_desc_create: //
    create("i32", "i32", "u64", "u64", "i32", "u64"),
  dnnl_resampling_forward_primitive_desc_create: //
    create("i32", "i32", "buffer", "u64", "u64", "u64"),
  dnnl_resampling_backward_primitive_desc_create: //
    create("i32", "buffer", "u64", "u64", "u64", "u64"),
  dnnl_pooling_forward_primitive_desc_create: //
    create("i32", "i32", "u64", "u64", ...Array(5).fill("buffer"), "u64"),
  dnnl_pooling_backward_primitive_desc_create: //
    create("i32", "u64", "u64", ...Array(5).fill("buffer"), "u64", "u64"),
  dnnl_batch_normalization_forward_primitive_desc_create: //
    create("i32", "u64", "u64", "f32", "u32", "u64"),
  dnnl_batch_normalization_backward_primitive_desc_create: //
    create("i32", "u64", "u64", "u64", "f32", "u32", "u64", "u64"),
  dnnl_layer_normalization_forward_primitive_desc_create: //
    create("i32", "u64", "u64", "u64", "f32", "u32", "u64"),
  dnnl_layer_normalization_backward_primitive_desc_create: //
    create("i32", "u64", "u64", "u64", "u64", "f32", "u32", "u64", "u64"),
  dnnl_deconvolution_forward_primitive_desc_create: //
    create("i32", "i32", "u64", "u64", "u64", "u64", ...Array(4).fill("buffer"), "u64"),
  dnnl_convolution_forward_primitive_desc_create: //
    create("i32", "i32", "u64", "u64", "u64", "u64", ...Array(4).fill("buffer"), "u64"),
  dnnl_convolution_backward_data_primitive_desc_create: //
    create("i32", "u64", "u64", "u64", ...Array(4).fill("buffer"), "u64", "u64"),
  dnnl_convolution_backward_weights_primitive_desc_create: create(
    ...["i32", "u64", "u64", "u64", "u64"] as const,
    ...Array(4).fill("buffer"),
    "u64",
    "u64",
  ),
} as const satisfies Record<string, Signature>;
