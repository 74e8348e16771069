import { assertEquals } from "@std/assert";
import { sample } from "./sample_results.ts";
import { formatNumber, networkTable, operationTable, startUpTable } from "./tables.ts";

Deno.test("numbers have three digits and no exponent", () => {
  assertEquals([1234.5, 99.96, 0.01234, 7].map(formatNumber), [
    "1235",
    "100",
    "0.0123",
    "7",
  ]);
});

Deno.test("peers stand beside each way to train, and a dash where there is no figure", () => {
  assertEquals(networkTable(sample.networks).split("\n"), [
    "| images a second | native | PyTorch | ONNX Runtime |",
    "| --- | ---: | ---: | ---: |",
    "| U-Net, 16 filters, batch 4, f32, training, Karyon's step | 10 (1.25 x) | 8 | – |",
    "| U-Net, 16 filters, batch 4, f32, training, stock layers | 8 (1.00 x) | 8 | – |",
    "| U-Net, 16 filters, batch 4, f32, inference | 40 (1.20 x) | 33.3 | 26.7 (0.80 x) |",
    "| U-Net++, 16 filters, batch 4, f32, training, Karyon's step | 2 | – | – |",
  ]);
});

Deno.test("peers alone have a table too", () => {
  const peers = sample.networks.filter(({ subject }) => subject !== "native");
  const [, , training, inference] = networkTable(peers).split("\n");
  assertEquals(training, "| U-Net, 16 filters, batch 4, f32, training | 8 | – |");
  assertEquals(
    inference,
    "| U-Net, 16 filters, batch 4, f32, inference | 33.3 | 26.7 (0.80 x) |",
  );
});

Deno.test("operations have GFLOP/s and their share of the ceiling", () => {
  assertEquals(
    operationTable(sample.operations).split("\n").at(-1),
    "| matrix product, 1000, f32 | 100 (50 %) | 200 (100 %) |",
  );
});

Deno.test("start-up has the process and the engine within it", () => {
  assertEquals(
    startUpTable(sample.start_up).split("\n").at(-1),
    "| PyTorch | 1.80 | 1.60 |",
  );
});
