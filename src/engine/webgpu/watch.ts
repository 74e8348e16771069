import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs";
import { messageOf } from "../../base/mod.ts";

/** The parts of a device that tell of its troubles. */
export type Watched = Pick<
  GPUDevice,
  | "addEventListener"
  | "createBuffer"
  | "createShaderModule"
  | "limits"
  | "lost"
  | "popErrorScope"
  | "pushErrorScope"
>;

const isTensor = (value: unknown): value is TensorInfo =>
  typeof value === "object" && value !== null && "dataId" in value && "shape" in value;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** Mends shaders that Deno's compiler refuses: integers are no floats to it. */
function mendShader(label: string, code: string): string {
  return label === "TransposeProgram" && code.includes("A: array<i32>")
    ? code.replace("setOutputAtIndex(flatIndex, A[", "setOutputAtIndexI32(flatIndex, A[")
    : code;
}

/**
 * Remembers which kernel runs on which shapes, so that an error of the device,
 * which comes later and knows neither, can name them.
 *
 * WebGPU throws nothing: a failed or lost device goes on taking commands and
 * gives zeros. So after a failure every kernel and every readback throws it.
 */
export class Watch {
  // Put into words only when something goes wrong: this is noted at every kernel.
  #name = "the start";
  #inputs: readonly TensorInfo[] = [];
  #failure: Error | undefined;

  /** What went wrong, if anything did. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** The kernel that runs or ran last, with its inputs' shapes. */
  get kernel(): string {
    const shapes = this.#inputs.map(({ shape }) => `[${shape.join(", ")}]`);
    return shapes.length > 0 ? `${this.#name} of ${shapes.join(" and ")}` : this.#name;
  }

  /** @throws the device's failure, if there was one */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  /** The first failure is the cause of those that follow. */
  fail(message: string): void {
    this.#failure ??= new Error(message);
  }

  /** Notes a kernel each time it runs, and refuses to run it after a failure. */
  wrap(name: string, run: KernelFunc): KernelFunc {
    return (options) => {
      this.check();
      this.#name = name;
      this.#inputs = Object.values(options.inputs).flat().filter(isTensor);
      try {
        return run(options);
      } catch (error) {
        // Deno throws these for a buffer that could not be made, without a word
        // of the kernel.
        if (!(error instanceof DOMException)) throw error;
        this.fail(`WebGPU failed in ${this.kernel}: ${messageOf(error)}`);
        throw this.#failure;
      }
    };
  }

  /** Waits for values, and for the news of a failure that may come with them. */
  async read<T>(values: Promise<T>): Promise<T> {
    this.check();
    try {
      return await values;
    } catch (error) {
      // The reason arrives as an event of its own, a little later.
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.fail(`WebGPU failed in or before ${this.kernel}: ${messageOf(error)}`);
      throw this.#failure;
    } finally {
      this.check();
    }
  }

  /** Listens to a device, whose buffers are made through here from now on. */
  attach(device: Watched): void {
    device.lost.then(({ reason, message }) =>
      this.fail(
        `the GPU device was lost (${reason}: ${message}); the last kernel was ${this.kernel}`,
      )
    );
    device.addEventListener("uncapturederror", (event) => {
      event.preventDefault();
      // A GPUError is no Error.
      const { message } = (event as GPUUncapturedErrorEvent).error;
      this.fail(`WebGPU failed in or before ${this.kernel}: ${message}`);
    });
    const create = device.createBuffer.bind(device);
    const limit = Math.min(
      device.limits.maxBufferSize,
      device.limits.maxStorageBufferBindingSize,
    );
    device.createBuffer = (descriptor) => {
      const { size } = descriptor;
      if (size > limit) {
        throw new Error(
          `Expected tensors of at most ${
            megabytes(limit)
          }, which this adapter can hold, but found ${
            megabytes(size)
          } in ${this.kernel}: use a smaller batch`,
        );
      }
      const { kernel } = this;
      return this.#scoped(
        device,
        "out-of-memory",
        () => create(descriptor),
        () =>
          `the GPU has no memory left for ${
            megabytes(size)
          } in ${kernel}: use a smaller batch`,
      );
    };
    const compile = device.createShaderModule.bind(device);
    device.createShaderModule = ({ label = "", code }) => {
      const { kernel } = this;
      return this.#scoped(
        device,
        "validation",
        () => compile({ label, code: mendShader(label, code) }),
        (message) => `WebGPU refuses a shader of ${kernel}: ${message.slice(0, 200)}`,
      );
    };
  }

  /** Does something whose error comes later, to tell of it with the kernel. */
  #scoped<T>(
    device: Watched,
    filter: GPUErrorFilter,
    body: () => T,
    say: (message: string) => string,
  ): T {
    device.pushErrorScope(filter);
    const result = body();
    device.popErrorScope().then((error) => {
      if (error) this.fail(say(error.message));
    }, () => {/* The device is lost, which `lost` tells. */});
    return result;
  }
}
