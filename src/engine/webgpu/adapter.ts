import { messageOf } from "../../base/mod.ts";

/** Asks for the adapter that computes in software: for tests, never for speed. */
export const SOFTWARE_VARIABLE = "KARYON_WEBGPU_SOFTWARE";

/** What is asked of `navigator.gpu`. */
export type Gpu = Pick<GPU, "requestAdapter">;

/** What an adapter says of itself. */
export type AdapterWords = Partial<
  Pick<
    GPUAdapterInfo,
    "architecture" | "description" | "device" | "isFallbackAdapter" | "vendor"
  >
>;

/** Programs that play a GPU on the processor: Mesa's, Google's, Microsoft's. */
const SOFTWARE = /llvmpipe|lavapipe|softpipe|swiftshader|basic render|software/i;

/** Whether an adapter is a program and no hardware. */
export function isSoftware(info: AdapterWords): boolean {
  return info.isFallbackAdapter === true ||
    [info.description, info.device, info.vendor, info.architecture]
      .some((words) => SOFTWARE.test(words ?? ""));
}

/** A name for people: "NVIDIA H100", or the numbers where there is no name. */
export function nameOf(info: AdapterWords): string {
  return info.description || [info.vendor, info.architecture, info.device]
    .filter(Boolean).join(" ") ||
    "an adapter without a name";
}

/**
 * The adapter to compute on: hardware, or software where that was asked for.
 *
 * @param gpu `navigator.gpu`, undefined where there is none
 * @param software take the software adapter, and no other
 * @throws {Error} one sentence that says why there is none
 */
export async function chooseAdapter(
  gpu: Gpu | undefined,
  software: boolean,
): Promise<GPUAdapter> {
  if (!gpu) throw new Error("this runtime has no WebGPU");
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter(
      software ? { forceFallbackAdapter: true } : { powerPreference: "high-performance" },
    );
  } catch (error) {
    throw new Error(`WebGPU could not be asked for an adapter: ${messageOf(error)}`);
  }
  if (!adapter) {
    throw new Error(
      software
        ? "WebGPU has no software adapter (Mesa's comes with the package mesa-vulkan-drivers)"
        : "WebGPU has no adapter",
    );
  }
  if (!software && isSoftware(adapter.info)) {
    throw new Error(
      `WebGPU has only a software adapter (${
        nameOf(adapter.info)
      }), which is slower than wasm; ${SOFTWARE_VARIABLE}=1 asks for it`,
    );
  }
  return adapter;
}

/** Every limit that TensorFlow.js or a kernel of ours may want, as large as it goes. */
export function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const { limits } = adapter;
  return adapter.requestDevice({
    requiredFeatures: adapter.features.has("timestamp-query") ? ["timestamp-query"] : [],
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    },
  });
}
